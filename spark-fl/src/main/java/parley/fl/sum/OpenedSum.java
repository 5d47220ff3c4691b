package parley.fl.sum;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum that was opened: exactly the sum of the integers that went in, with the noise of all
 * providers where the plan has some. Immutable, thread-safe.
 */
public final class OpenedSum {
  private final SumSpec spec;
  private final BigInteger[] integers;
  private final double noise;

  /**
   * A sum without noise.
   *
   * @param integers as many as the spec's length
   */
  public OpenedSum(SumSpec spec, BigInteger[] integers) {
    this(spec, integers, 0);
  }

  /**
   * A sum.
   *
   * @param integers as many as the spec's length
   * @param noise standard deviation of the noise in each, in units
   */
  public OpenedSum(SumSpec spec, BigInteger[] integers, double noise) {
    if (integers.length != spec.length()) {
      throw new IllegalArgumentException(
          "cannot take the sum of "
              + spec.words()
              + ": expected "
              + spec.length()
              + " numbers, got "
              + integers.length);
    }
    this.spec = spec;
    this.integers = integers.clone();
    this.noise = noise;
  }

  /** What was added up. */
  public SumSpec spec() {
    return spec;
  }

  /** Standard deviation of the noise in each number, in units; 0 where there is none. */
  public double noise() {
    return noise;
  }

  /** The sums in units, a copy. */
  public BigInteger[] integers() {
    return integers.clone();
  }

  /** The sums in their own unit, exact. */
  public BigDecimal[] values() {
    return Arrays.stream(integers)
        .map(k -> inUnits(k, spec.fractionBits()))
        .toArray(BigDecimal[]::new);
  }

  /** The sums in their own unit, each rounded once. */
  public double[] toDoubles() {
    return Arrays.stream(values()).mapToDouble(BigDecimal::doubleValue).toArray();
  }

  private static BigDecimal inUnits(BigInteger integer, int fractionBits) {
    BigDecimal whole = new BigDecimal(integer);
    BigDecimal power = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(fractionBits)));
    return fractionBits < 0 ? whole.multiply(power) : whole.divide(power);
  }
}
