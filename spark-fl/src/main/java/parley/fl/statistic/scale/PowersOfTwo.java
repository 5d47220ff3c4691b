package parley.fl.statistic.scale;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Powers of two as decimals, exact. Stateless, thread-safe. */
public final class PowersOfTwo {
  private PowersOfTwo() {}

  /** 2^exponent. */
  public static BigDecimal of(int exponent) {
    BigDecimal size = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(exponent)));
    return exponent < 0 ? BigDecimal.ONE.divide(size) : size;
  }
}
