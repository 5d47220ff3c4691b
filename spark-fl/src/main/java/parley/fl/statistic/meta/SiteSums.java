package parley.fl.statistic.meta;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Sums over sites in units of 2^-200, each summand rounded once: weights differ by many powers of
 * ten. For one thread at a time.
 */
final class SiteSums {
  static final int UNIT = 200;

  /** log2 of the largest summand and of a provider's sites. */
  private static final int VALUE_BITS = 170;

  private static final int SITE_BITS = 20;
  private static final BigDecimal UNITS = new BigDecimal(BigInteger.ONE.shiftLeft(UNIT));

  private final BigInteger[] sums;

  SiteSums(int length) {
    sums = new BigInteger[length];
    Arrays.fill(sums, BigInteger.ZERO);
  }

  static BigInteger bound() {
    return BigInteger.ONE.shiftLeft(VALUE_BITS + SITE_BITS + UNIT);
  }

  /** Adds the product of factors. */
  void add(int k, double... factors) {
    BigDecimal product = BigDecimal.ONE;
    for (double factor : factors) {
      product = product.multiply(new BigDecimal(factor));
    }
    BigInteger units =
        product.multiply(UNITS).setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact();
    sums[k] = sums[k].add(units);
  }

  BigInteger[] toIntegers() {
    return sums.clone();
  }
}
