package parley.fl.optim;

import java.util.Arrays;

/**
 * The largest eigenvalue of A^T S A, A a provider's rows with a column of ones for the intercept
 * and S their weights; by power iteration. Sums of it over providers, divided by the sum of all
 * weights, are at least the largest eigenvalue of the pooled rows, since the largest eigenvalue is
 * convex. Stateless, so safe for use by several threads.
 */
public final class LargestEigenvalue {
  private static final double TOLERANCE = 1e-6;
  private static final int MAX_STEPS = 5000;

  private LargestEigenvalue() {}

  /**
   * The eigenvalue, within a relative 1e-6 and not below the true one by more than that; never
   * above the trace.
   */
  public static double of(ProviderRows rows, boolean intercept) {
    int columns = rows.features() + (intercept ? 1 : 0);
    double trace = trace(rows, intercept);
    double[] v = new double[columns];
    // A fixed start with no symmetry: a start of equal entries is orthogonal to contrasts.
    for (int j = 0; j < columns; j++) {
      v[j] = 1 + 0.5 * Math.sin(j + 1.0);
    }
    normalise(v);
    double value = 0;
    for (int step = 0; step < MAX_STEPS; step++) {
      double[] product = product(rows, v, intercept);
      double next = dot(v, product);
      double residual = 0;
      for (int j = 0; j < columns; j++) {
        residual += Math.pow(product[j] - next * v[j], 2);
      }
      value = next + Math.sqrt(residual);
      if (next == 0 || Math.sqrt(residual) <= TOLERANCE * next) {
        break;
      }
      v = product;
      normalise(v);
    }
    return Math.min(trace, value * (1 + TOLERANCE));
  }

  private static double[] product(ProviderRows rows, double[] v, boolean intercept) {
    double[] z = rows.margins(v);
    for (int i = 0; i < z.length; i++) {
      z[i] *= rows.weight(i);
    }
    return rows.columnSums(z, intercept);
  }

  private static double trace(ProviderRows rows, boolean intercept) {
    double trace = intercept ? rows.weightSum() : 0;
    for (int j = 0; j < rows.features(); j++) {
      double[] x = rows.column(j);
      for (int i = 0; i < x.length; i++) {
        trace += rows.weight(i) * x[i] * x[i];
      }
    }
    return trace;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static void normalise(double[] v) {
    double norm = Math.sqrt(dot(v, v));
    if (norm == 0) {
      Arrays.fill(v, 1);
      norm = Math.sqrt(v.length);
    }
    for (int j = 0; j < v.length; j++) {
      v[j] /= norm;
    }
  }
}
