package parley.fl.activation;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The least squares polynomial of a monotone function on an interval, with odd and even powers. It
 * goes on in the function's direction beyond the interval, so that rows there come back. Immutable,
 * so safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class FixedPolynomial implements FixedActivation {
  private static final long serialVersionUID = 1L;
  private static final int NODES = 512;

  private final double halfWidth;
  private final double curvature;
  private final double[] unitCoefficients;

  private FixedPolynomial(double halfWidth, double curvature, double[] unitCoefficients) {
    this.halfWidth = halfWidth;
    this.curvature = curvature;
    this.unitCoefficients = unitCoefficients;
  }

  /**
   * The polynomial that is closest on the interval, all points weighing the same.
   *
   * @param function grows or falls all the way
   * @param curvature see {@link FixedActivation#curvature}
   * @throws IllegalArgumentException if its leading coefficient has the other sign
   */
  public static FixedPolynomial of(
      PolynomialRange range, double curvature, DoubleUnaryOperator function) {
    double h = range.halfWidth();
    double[] c =
        PolynomialBasis.legendre(range.degree(), NODES, u -> function.applyAsDouble(h * u));
    boolean grows = function.applyAsDouble(h) > function.applyAsDouble(-h);
    if (grows != c[range.degree()] > 0) {
      throw new IllegalArgumentException(
          "cannot approximate the mean function: beyond its interval the polynomial turns back,"
              + " with which training diverges, expected another degree or interval, got "
              + range);
    }
    return new FixedPolynomial(h, curvature, c);
  }

  @Override
  public double evaluate(double z) {
    double u = z / halfWidth;
    double value = 0;
    for (int k = unitCoefficients.length - 1; k >= 0; k--) {
      value = value * u + unitCoefficients[k];
    }
    return value;
  }

  @Override
  public int degree() {
    return unitCoefficients.length - 1;
  }

  @Override
  public double unit() {
    return halfWidth;
  }

  @Override
  public double reach() {
    return halfWidth;
  }

  @Override
  public double[] unitCoefficients() {
    return unitCoefficients.clone();
  }

  @Override
  public double curvature() {
    return curvature;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof FixedPolynomial p
        && p.halfWidth == halfWidth
        && p.curvature == curvature
        && Arrays.equals(p.unitCoefficients, unitCoefficients);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(unitCoefficients);
  }
}
