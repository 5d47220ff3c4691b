package parley.fl.activation;

import java.util.function.DoubleUnaryOperator;

/** Truncated orthogonal series of a smooth function on [-1, 1], in the power basis. */
public final class PolynomialBasis {
  private PolynomialBasis() {}

  /** Least squares by the Legendre series, integrated by Gauss's rule with so many nodes. */
  public static double[] legendre(int degree, int nodes, DoubleUnaryOperator f) {
    double[] c = new double[degree + 1];
    for (int i = 0; i < nodes; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (nodes + 0.5));
      double derivative = 1;
      for (int step = 0; step < 8; step++) {
        double[] p = legendreValues(nodes, x);
        derivative = nodes * (p[nodes - 1] - x * p[nodes]) / (1 - x * x);
        x -= p[nodes] / derivative;
      }
      double weighted = 2 / ((1 - x * x) * derivative * derivative) * f.applyAsDouble(x);
      double[] p = legendreValues(degree, x);
      for (int k = 0; k <= degree; k++) {
        c[k] += (2 * k + 1) / 2.0 * weighted * p[k];
      }
    }
    return toPowers(c, n -> (2.0 * n - 1) / n, n -> (n - 1.0) / n);
  }

  /** The Chebyshev series by the discrete cosine sums over so many nodes. */
  public static double[] chebyshev(int degree, int nodes, DoubleUnaryOperator f) {
    double[] c = new double[degree + 1];
    for (int i = 0; i < nodes; i++) {
      double angle = Math.PI * (i + 0.5) / nodes;
      double value = f.applyAsDouble(Math.cos(angle));
      for (int k = 0; k <= degree; k++) {
        c[k] += (k == 0 ? 1.0 : 2.0) / nodes * value * Math.cos(k * angle);
      }
    }
    return chebyshevToPowers(c);
  }

  /** A Chebyshev series in powers of x. */
  public static double[] chebyshevToPowers(double[] series) {
    return toPowers(series, n -> n == 1 ? 1 : 2, n -> 1);
  }

  /** T_0(x), .., T_degree(x). */
  public static double[] chebyshevValues(int degree, double x) {
    double[] t = new double[degree + 1];
    for (int k = 0; k <= degree; k++) {
      t[k] = k == 0 ? 1 : k == 1 ? x : 2 * x * t[k - 1] - t[k - 2];
    }
    return t;
  }

  /** Their derivatives: k U_(k-1)(x). */
  public static double[] chebyshevSlopes(int degree, double x) {
    double[] slopes = new double[degree + 1];
    double before = 0;
    double u = 1;
    for (int k = 1; k <= degree; k++) {
      slopes[k] = k * u;
      double next = 2 * x * u - before;
      before = u;
      u = next;
    }
    return slopes;
  }

  private static double[] legendreValues(int degree, double x) {
    double[] p = new double[Math.max(degree, 1) + 1];
    p[0] = 1;
    p[1] = x;
    for (int n = 2; n <= degree; n++) {
      p[n] = ((2 * n - 1) * x * p[n - 1] - (n - 1) * p[n - 2]) / n;
    }
    return p;
  }

  private interface Recurrence {
    double factor(int n);
  }

  /** Series to powers by P_n = a_n x P_(n-1) - b_n P_(n-2). */
  private static double[] toPowers(double[] series, Recurrence a, Recurrence b) {
    int size = series.length;
    double[] result = new double[size];
    double[] previous = new double[size];
    double[] current = new double[size];
    current[0] = 1;
    for (int n = 0; n < size; n++) {
      for (int k = 0; k <= n; k++) {
        result[k] += series[n] * current[k];
      }
      double[] next = new double[size];
      for (int k = 0; k < size; k++) {
        double shifted = k == 0 ? 0 : current[k - 1];
        next[k] = a.factor(n + 1) * shifted - (n == 0 ? 0 : b.factor(n + 1) * previous[k]);
      }
      previous = current;
      current = next;
    }
    return result;
  }
}
