package parley.fl.sum;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/** A sum that was opened: exactly the sum of the integers that went in. Immutable, thread-safe. */
public final class OpenedSum {
  private final SumSpec spec;
  private final BigInteger[] integers;

  /**
   * A sum.
   *
   * @param integers as many as the spec's length
   */
  public OpenedSum(SumSpec spec, BigInteger[] integers) {
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
  }

  /** What was added up. */
  public SumSpec spec() {
    return spec;
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
