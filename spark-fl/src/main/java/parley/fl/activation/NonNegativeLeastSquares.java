package parley.fl.activation;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * Least squares with no negative unknown, by the active sets of Lawson and Hanson (Solving Least
 * Squares Problems, <a href="https://doi.org/10.1137/1.9781611971217">1974</a>, chapter 23).
 * Stateless, so safe for use by several threads.
 */
public final class NonNegativeLeastSquares {
  private static final int MOST_STEPS = 1000;
  private static final double TOLERANCE = 1e-12;

  private NonNegativeLeastSquares() {}

  /**
   * The x of least |sum_j x_j a_j - b|, all x_j at least 0; empty where the sets go round in
   * circles.
   *
   * @param a columns a_j, each as long as b
   */
  public static Optional<double[]> solve(double[][] a, double[] b) {
    double[] x = new double[a.length];
    boolean[] free = new boolean[a.length];
    boolean[] passedOver = new boolean[a.length];
    for (int step = 0; step < MOST_STEPS; step++) {
      int entering = steepest(a, residual(a, x, b), free, passedOver);
      if (entering < 0) {
        return Optional.of(x);
      }
      free[entering] = true;
      double[] wanted = leastSquares(a, b, free);
      if (!(wanted[entering] > 0)) {
        // Its gain was rounding.
        free[entering] = false;
        passedOver[entering] = true;
        continue;
      }
      while (stepTowards(x, wanted, free)) {
        wanted = leastSquares(a, b, free);
      }
      x = wanted;
      Arrays.fill(passedOver, false);
    }
    return Optional.empty();
  }

  /** Goes as far as no unknown turns negative; true where one was stopped at 0. */
  private static boolean stepTowards(double[] x, double[] wanted, boolean[] free) {
    double share = 1;
    int stopped = -1;
    for (int j = 0; j < x.length; j++) {
      if (free[j] && wanted[j] <= 0) {
        double own = x[j] / (x[j] - wanted[j]);
        if (stopped < 0 || own < share) {
          share = own;
          stopped = j;
        }
      }
    }
    if (stopped < 0) {
      return false;
    }
    for (int j = 0; j < x.length; j++) {
      x[j] = free[j] ? Math.max(0, x[j] + share * (wanted[j] - x[j])) : 0;
    }
    x[stopped] = 0;
    free[stopped] = false;
    return true;
  }

  private static double[] residual(double[][] a, double[] x, double[] b) {
    double[] r = b.clone();
    for (int j = 0; j < a.length; j++) {
      if (x[j] != 0) {
        for (int i = 0; i < r.length; i++) {
          r[i] -= x[j] * a[j][i];
        }
      }
    }
    return r;
  }

  /** The bound unknown whose growth lessens the error most; -1 for none. */
  private static int steepest(double[][] a, double[] r, boolean[] free, boolean[] passedOver) {
    int best = -1;
    double most = TOLERANCE;
    for (int j = 0; j < a.length; j++) {
      double gain = 0;
      for (int i = 0; i < r.length; i++) {
        gain += a[j][i] * r[i];
      }
      if (!free[j] && !passedOver[j] && gain > most) {
        most = gain;
        best = j;
      }
    }
    return best;
  }

  private static double[] leastSquares(double[][] a, double[] b, boolean[] free) {
    double[] x = new double[a.length];
    int count = 0;
    for (boolean f : free) {
      count += f ? 1 : 0;
    }
    if (count == 0) {
      return x;
    }
    double[][] columns = new double[b.length][count];
    int k = 0;
    for (int j = 0; j < a.length; j++) {
      if (free[j]) {
        for (int i = 0; i < b.length; i++) {
          columns[i][k] = a[j][i];
        }
        k++;
      }
    }
    double[] found;
    try {
      found =
          new QRDecomposition(new Array2DRowRealMatrix(columns, false))
              .getSolver()
              .solve(new ArrayRealVector(b, false))
              .toArray();
    } catch (SingularMatrixException e) {
      return x;
    }
    k = 0;
    for (int j = 0; j < a.length; j++) {
      if (free[j]) {
        x[j] = found[k++];
      }
    }
    return x;
  }
}
