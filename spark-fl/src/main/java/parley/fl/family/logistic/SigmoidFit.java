package parley.fl.family.logistic;

import java.util.Arrays;
import java.util.Optional;
import parley.fl.activation.NonNegativeLeastSquares;
import parley.fl.activation.PolynomialBasis;
import parley.fl.activation.Recent;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.activation.ThinQr;

/**
 * Fits a polynomial to the sigmoid where the rows lie: weighted least squares on [-R, R], kept
 * increasing on [-1.25 R, 1.25 R] with a leading coefficient that is not negative.
 *
 * <p>To first order the weights are off by the inverse Hessian times the mean of x e(u), e being
 * the polynomial's error; a fit weighted by the density of u makes e orthogonal to 1 and u there.
 * With the weighted Chebyshev-Vandermonde matrix V = Q T and the constraints D c >= 0, the solution
 * is c = T^-1 (Q' f + A' y), A = D T^-1, where y >= 0 has the least |A' y + Q' f|: the dual of a
 * least distance problem (Lawson and Hanson, chapter 23).
 *
 * <p>The same arguments give the same polynomial in every process. Safe for use by several threads.
 */
final class SigmoidFit {
  static final int DEGREE = 15;

  /** The end of what is kept increasing, over the range. */
  static final double REACH = 1.25;

  private static final int SAMPLES = 401;
  private static final int SLOPES = 81;

  /** What the places without rows weigh, beside 1 for all rows. */
  private static final double EVERYWHERE = 0.01;

  /** A leading Chebyshev coefficient below this is no gain, and its roots would be far away. */
  private static final double NEGLIGIBLE = 1e-7;

  private static final int REMEMBERED = 256;

  private record Arguments(double logit, double mean, double deviation, double range) {}

  private static final Recent<Arguments, FittedSigmoid> FITS =
      new Recent<>(REMEMBERED, SigmoidFit::fit);

  private SigmoidFit() {}

  /**
   * The polynomial.
   *
   * @param logit b0, the base rate's
   * @param rows where they lie
   * @param range R
   */
  static FittedSigmoid of(double logit, MarginSpread rows, double range) {
    return FITS.of(new Arguments(logit, rows.mean(), rows.deviation(), range));
  }

  private static FittedSigmoid fit(Arguments a) {
    for (int degree = DEGREE; degree > 1; degree--) {
      Optional<double[]> series = fit(a, degree);
      if (series.isPresent()) {
        double[] c = withoutNegligible(series.get());
        return new FittedSigmoid(
            PolynomialBasis.chebyshevToPowers(c), REACH * a.range(), a.range());
      }
    }
    throw new IllegalStateException("cannot fit the sigmoid: no degree gives a polynomial, " + a);
  }

  /** Chebyshev coefficients on [-REACH R, REACH R]. */
  private static Optional<double[]> fit(Arguments a, int degree) {
    double[][] v = new double[SAMPLES][];
    double[] f = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      double x = 2.0 * i / (SAMPLES - 1) - 1;
      double u = a.range() * x;
      double weight = Math.sqrt(weight(a, u));
      v[i] = PolynomialBasis.chebyshevValues(degree, x / REACH);
      for (int k = 0; k <= degree; k++) {
        v[i][k] *= weight;
      }
      f[i] = weight * SigmoidPolynomial.exact(a.logit() + u);
    }
    ThinQr qr = ThinQr.of(v);
    double[] z = qr.projected(f);
    double[][] slopes = constraints(degree);
    double[] minus = new double[z.length];
    Arrays.setAll(minus, k -> -z[k]);
    for (int j = 0; j < slopes.length; j++) {
      slopes[j] = normalised(qr.solveTransposed(slopes[j]));
    }
    return NonNegativeLeastSquares.solve(slopes, minus)
        .map(
            y -> {
              double[] sum = z.clone();
              for (int j = 0; j < y.length; j++) {
                for (int k = 0; k < sum.length; k++) {
                  sum[k] += y[j] * slopes[j][k];
                }
              }
              return qr.solve(sum);
            });
  }

  private static double weight(Arguments a, double u) {
    double s = a.deviation();
    double n = (u - a.mean()) / s;
    return StrictMath.exp(-n * n / 2) / (s * Math.sqrt(2 * Math.PI)) + EVERYWHERE / (2 * a.range());
  }

  /** The slopes at Chebyshev's points, then the leading coefficient, by Chebyshev coefficient. */
  private static double[][] constraints(int degree) {
    double[][] rows = new double[SLOPES + 1][degree + 1];
    for (int i = 0; i < SLOPES; i++) {
      double x = StrictMath.cos(Math.PI * i / (SLOPES - 1));
      rows[i] = PolynomialBasis.chebyshevSlopes(degree, x);
    }
    rows[SLOPES][degree] = 1;
    return rows;
  }

  private static double[] normalised(double[] v) {
    double norm = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
    return Arrays.stream(v).map(x -> x / norm).toArray();
  }

  private static double[] withoutNegligible(double[] series) {
    int degree = series.length - 1;
    while (degree > 1 && Math.abs(series[degree]) < NEGLIGIBLE) {
      degree--;
    }
    return Arrays.copyOf(series, degree + 1);
  }
}
