package parley.fl.family.logistic;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.Arrays;
import parley.fl.activation.FittedActivation;
import parley.fl.activation.SigmoidPolynomial;

/**
 * A polynomial of any parity for u -> 1 / (1 + exp(-b0 - u)), good for |u| up to its range and
 * increasing a quarter beyond it. Immutable, so safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class FittedSigmoid implements FittedActivation {
  private static final long serialVersionUID = 1L;

  private final double[] powers;
  private final double halfWidth;
  private final double range;

  /**
   * A polynomial.
   *
   * @param powers coefficients in powers of u / halfWidth, lowest first
   * @param range where it is good
   */
  FittedSigmoid(double[] powers, double halfWidth, double range) {
    this.powers = powers;
    this.halfWidth = halfWidth;
    this.range = range;
  }

  /** An odd polynomial that was made for z = b0 + u, in powers of u. */
  static FittedSigmoid shifted(SigmoidPolynomial odd, double logit) {
    double[] c = odd.unitCoefficients();
    double[] shifted = new double[c.length];
    double shift = logit / odd.halfWidth();
    for (int k = c.length - 1; k >= 0; k--) {
      // Horner's rule on polynomials: multiply by (x + shift), add the next coefficient.
      for (int i = c.length - 1; i >= 0; i--) {
        shifted[i] = shift * shifted[i] + (i == 0 ? c[k] : shifted[i - 1]);
      }
    }
    return new FittedSigmoid(shifted, odd.halfWidth(), odd.halfWidth());
  }

  @Override
  public double range() {
    return range;
  }

  public int degree() {
    return powers.length - 1;
  }

  @Override
  public double[] powers(double unit) {
    double[] c = powers.clone();
    double factor = 1;
    for (int k = 0; k < c.length; k++, factor *= unit / halfWidth) {
      c[k] *= factor;
    }
    return c;
  }

  @Override
  public double evaluate(double u) {
    double x = u / halfWidth;
    double value = 0;
    for (int k = powers.length - 1; k >= 0; k--) {
      value = value * x + powers[k];
    }
    return value;
  }

  /** The derivative. */
  public double slope(double u) {
    double x = u / halfWidth;
    double value = 0;
    for (int k = powers.length - 1; k >= 1; k--) {
      value = value * x + k * powers[k];
    }
    return value / halfWidth;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FittedSigmoid f
        && Arrays.equals(f.powers, powers)
        && f.halfWidth == halfWidth
        && f.range == range;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(powers);
  }

  @Override
  public String toString() {
    return "degree " + degree() + " to " + range;
  }
}
