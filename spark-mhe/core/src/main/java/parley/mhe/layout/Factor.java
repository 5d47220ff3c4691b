package parley.mhe.layout;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import parley.error.ParleyException;

/**
 * A public rational numerator / 2^shift that masked integers are multiplied by: step size, division
 * by the row count and the change of scale in one, exact but for a final rounding of 1/2 a party.
 * Immutable, thread-safe.
 *
 * @param numerator signed, at most 1024 bits
 * @param shift from 0 to 4096
 */
public record Factor(BigInteger numerator, int shift) {
  /** The factor 1. */
  public static final Factor ONE = new Factor(BigInteger.ONE, 0);

  private static final int PRECISION_BITS = 120;

  /**
   * @throws ParleyException when a part is out of range
   */
  public Factor {
    if (shift < 0 || shift > 4096 || numerator.bitLength() > 1024) {
      throw new ParleyException(
          "cannot take a factor: out of range, expected at most 1024 bits and a shift of 0 to 4096,"
              + " got "
              + numerator.bitLength()
              + " bits and "
              + shift);
    }
  }

  /**
   * The factor that multiplies a value and moves it from one scale to another: multiplier *
   * scaleOut / scaleIn, within 2^-118 relative.
   *
   * @param multiplier finite
   * @param scaleIn positive
   * @param scaleOut positive
   */
  public static Factor of(double multiplier, double scaleIn, double scaleOut) {
    if (!Double.isFinite(multiplier)
        || !(scaleIn > 0)
        || !(scaleOut > 0)
        || Double.isInfinite(scaleIn)
        || Double.isInfinite(scaleOut)) {
      throw new IllegalArgumentException(
          "cannot take a factor: expected a finite multiplier and positive scales, got "
              + multiplier
              + ", "
              + scaleIn
              + ", "
              + scaleOut);
    }
    if (multiplier == 0) {
      return new Factor(BigInteger.ZERO, 0);
    }
    BigDecimal value =
        new BigDecimal(multiplier)
            .multiply(new BigDecimal(scaleOut))
            .divide(new BigDecimal(scaleIn), new MathContext(60));
    int magnitude =
        Math.getExponent(multiplier) + Math.getExponent(scaleOut) - Math.getExponent(scaleIn);
    int shift = Math.max(0, PRECISION_BITS - magnitude);
    BigInteger numerator =
        value
            .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(shift)))
            .setScale(0, java.math.RoundingMode.HALF_EVEN)
            .toBigIntegerExact();
    return new Factor(numerator, shift);
  }

  /** round(value * numerator / 2^shift), halves upwards. */
  public BigInteger apply(BigInteger value) {
    BigInteger product = value.multiply(numerator);
    return shift == 0 ? product : product.shiftRight(shift - 1).add(BigInteger.ONE).shiftRight(1);
  }

  /** Half of it, exactly. */
  public Factor half() {
    return new Factor(numerator, shift + 1);
  }

  /** The factor as a double, rounded. */
  public double toDouble() {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(BigInteger.ONE.shiftLeft(shift)), MathContext.DECIMAL64)
        .doubleValue();
  }
}
