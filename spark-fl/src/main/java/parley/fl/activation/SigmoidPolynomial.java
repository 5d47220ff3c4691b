package parley.fl.activation;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A polynomial that stands for the sigmoid 1 / (1 + exp(-z)) on [-halfWidth, halfWidth].
 *
 * <p>Beyond the interval it leaves [0, 1] and grows fast. A negative leading coefficient makes
 * training run away, since a row beyond the interval is then pushed further out; such degrees are
 * refused (degrees 3, 7 and 11 on the usual intervals). Even coefficients but the constant are
 * exactly 0, the constant is exactly 1/2. Immutable, so safe for use by several threads.
 */
@DefaultSerializer(JavaSerializer.class)
public final class SigmoidPolynomial implements FixedActivation {
  private static final long serialVersionUID = 1L;

  private static final Pattern TEXT =
      Pattern.compile("degree (\\d+) on \\[-[^,]+, ([^\\]]+)\\], (\\w+)");

  private static final int MAX_DEGREE = 31;
  private static final int NODES = 512;
  private static final int SLOPE_SAMPLES = 4096;

  /** Of the largest slope, what a step may take for all of it. */
  private static final double SLOPE_SHARE = 0.8;

  /** What the polynomial is closest in. */
  public enum Approximation {
    /** Smallest integral of the squared error, all points of the interval weighing the same. */
    LEAST_SQUARES,
    /** Truncated Chebyshev series: nearly the smallest largest error. */
    CHEBYSHEV
  }

  private final int degree;
  private final double halfWidth;
  private final Approximation approximation;

  /** In powers of u = z / halfWidth. */
  private final double[] unitCoefficients;

  private SigmoidPolynomial(int degree, double halfWidth, Approximation approximation) {
    this.degree = degree;
    this.halfWidth = halfWidth;
    this.approximation = approximation;
    this.unitCoefficients =
        approximation == Approximation.LEAST_SQUARES
            ? PolynomialBasis.legendre(degree, NODES, u -> exact(halfWidth * u) - 0.5)
            : PolynomialBasis.chebyshev(degree, NODES, u -> exact(halfWidth * u) - 0.5);
    for (int k = 0; k <= degree; k += 2) {
      unitCoefficients[k] = k == 0 ? 0.5 : 0;
    }
  }

  /** The least squares polynomial; see {@link #of}. */
  public static SigmoidPolynomial leastSquares(int degree, double halfWidth) {
    return of(degree, halfWidth, Approximation.LEAST_SQUARES);
  }

  /**
   * The polynomial of an odd degree up to 31 on [-halfWidth, halfWidth].
   *
   * @throws IllegalArgumentException if the degree is even or out of range, the leading coefficient
   *     is not positive, or the half-width is not positive and finite
   */
  public static SigmoidPolynomial of(int degree, double halfWidth, Approximation approximation) {
    if (!(halfWidth > 0) || halfWidth > 64) {
      throw new IllegalArgumentException(
          "cannot approximate the sigmoid: the interval's half-width is out of range, expected"
              + " more than 0 and at most 64, got "
              + halfWidth);
    }
    if (degree < 1 || degree > MAX_DEGREE || degree % 2 == 0) {
      throw new IllegalArgumentException(
          "cannot approximate the sigmoid: expected an odd degree from 1 to "
              + MAX_DEGREE
              + ", best 5, 9 or 13, got "
              + degree);
    }
    SigmoidPolynomial polynomial = new SigmoidPolynomial(degree, halfWidth, approximation);
    if (!(polynomial.unitCoefficients[degree] > 0)) {
      throw new IllegalArgumentException(
          "cannot approximate the sigmoid: the leading coefficient is negative, with which training"
              + " diverges, expected degree 5, 9 or 13, got "
              + degree);
    }
    return polynomial;
  }

  /** The sigmoid itself. */
  public static double exact(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is something else, or no polynomial as {@link #of} says
   */
  public static SigmoidPolynomial parse(String text) {
    Matcher found = TEXT.matcher(text);
    if (!found.matches()) {
      throw new IllegalArgumentException(
          "cannot read the sigmoid's polynomial: expected such as "
              + leastSquares(9, 14)
              + ", got "
              + text);
    }
    return of(
        Integer.parseInt(found.group(1)),
        Double.parseDouble(found.group(2)),
        Approximation.valueOf(found.group(3)));
  }

  @Override
  public int degree() {
    return degree;
  }

  @Override
  public double unit() {
    return halfWidth;
  }

  @Override
  public double reach() {
    return halfWidth;
  }

  /** Its slope at 0, or 0.8 of its largest slope on the interval, if that is more. */
  @Override
  public double curvature() {
    return Math.max(slopeAtZero(), SLOPE_SHARE * largestSlope());
  }

  /** The end of the interval, in units of the margin z. */
  public double halfWidth() {
    return halfWidth;
  }

  public Approximation approximation() {
    return approximation;
  }

  @Override
  public double[] unitCoefficients() {
    return unitCoefficients.clone();
  }

  /** A new array of the degree + 1 coefficients in powers of z, lowest first. */
  public double[] coefficients() {
    double[] c = new double[degree + 1];
    double power = 1;
    for (int k = 0; k <= degree; k++, power *= halfWidth) {
      c[k] = unitCoefficients[k] / power;
    }
    return c;
  }

  @Override
  public double evaluate(double z) {
    double u = z / halfWidth;
    double square = u * u;
    double odd = 0;
    for (int k = degree; k >= 1; k -= 2) {
      odd = odd * square + unitCoefficients[k];
    }
    return 0.5 + odd * u;
  }

  /** The derivative at 0, per unit of z: where every training starts. */
  public double slopeAtZero() {
    return unitCoefficients[1] / halfWidth;
  }

  /** The largest derivative on the interval, per unit of z, found on a fine grid. */
  public double largestSlope() {
    double largest = 0;
    for (int i = 0; i <= SLOPE_SAMPLES; i++) {
      largest = Math.max(largest, slope((double) i / SLOPE_SAMPLES));
    }
    return largest;
  }

  private double slope(double u) {
    double sum = 0;
    for (int k = degree; k >= 1; k -= 2) {
      sum = sum * u * u + k * unitCoefficients[k];
    }
    return sum / halfWidth;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SigmoidPolynomial p
        && p.degree == degree
        && p.halfWidth == halfWidth
        && p.approximation == approximation;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(unitCoefficients);
  }

  @Override
  public String toString() {
    return "degree " + degree + " on [-" + halfWidth + ", " + halfWidth + "], " + approximation;
  }
}
