package parley.fl.optim;

import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

/**
 * A loss's optimum with the mean function itself: Newton's method with halved steps. What a
 * training with polynomials is measured against. Stateless, so safe for use by several threads.
 */
public final class ExactOptimum {
  /** With more weights its Hessian is not worth its time. */
  public static final int MOST_COLUMNS = 512;

  private static final int MOST_EVALUATIONS = 100;
  private static final double TOLERANCE = 1e-8;

  /** Keeps the Hessian of a feature without penalty positive; changes no result. */
  private static final double RIDGE = 1e-12;

  private ExactOptimum() {}

  /**
   * The weights of least mean loss plus regParam / 2 |w|^2, the intercept not penalised, within
   * 1e-8; empty where there are too many weights or no optimum was found.
   *
   * @param sums over all rows at the given weights
   */
  public static Optional<double[]> of(IterationPlan plan, Function<double[], NewtonSums> sums) {
    if (plan.columns() > MOST_COLUMNS) {
      return Optional.empty();
    }
    double[] w = new double[plan.columns()];
    if (plan.intercept()) {
      w[plan.features()] = plan.interceptOffset();
    }
    NewtonSums at = sums.apply(w);
    double value = value(plan, at, w);
    double[] step = step(plan, at, w);
    double share = 1;
    for (int k = 0; k < MOST_EVALUATIONS && step.length > 0; k++) {
      double[] next = new double[w.length];
      double largest = 0;
      for (int j = 0; j < w.length; j++) {
        next[j] = w[j] - share * step[j];
        largest = Math.max(largest, Math.abs(step[j]) / Math.max(1, Math.abs(w[j])));
      }
      if (largest < TOLERANCE) {
        return Optional.of(next);
      }
      at = sums.apply(next);
      double found = value(plan, at, next);
      if (found <= value + 1e-12 * Math.abs(value)) {
        w = next;
        value = found;
        step = step(plan, at, w);
        share = 1;
      } else {
        share /= 2;
      }
    }
    return Optional.empty();
  }

  private static double value(IterationPlan plan, NewtonSums sums, double[] w) {
    double penalty = 0;
    for (int j = 0; j < plan.features(); j++) {
      penalty += w[j] * w[j];
    }
    return sums.loss() / plan.weightSum() + plan.regParam() / 2 * penalty;
  }

  /** H^-1 g; empty where H is not positive definite. */
  private static double[] step(IterationPlan plan, NewtonSums sums, double[] w) {
    int size = w.length;
    double[] gradient = new double[size];
    double[][] hessian = new double[size][size];
    for (int a = 0; a < size; a++) {
      double penalty = a < plan.features() ? plan.regParam() : 0;
      gradient[a] = sums.gradient()[a] / plan.weightSum() + penalty * w[a];
      for (int b = 0; b < size; b++) {
        hessian[a][b] = sums.hessian()[a][b] / plan.weightSum() + (a == b ? penalty + RIDGE : 0);
      }
    }
    try {
      return new CholeskyDecomposition(new Array2DRowRealMatrix(hessian, false), 1e-9, 0)
          .getSolver()
          .solve(new ArrayRealVector(gradient, false))
          .toArray();
    } catch (NonPositiveDefiniteMatrixException e) {
      return new double[0];
    }
  }
}
