package parley.fl.statistic.linear.solve;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import parley.error.ParleyException;

/** When Newton's steps end, and how coefficients move by one. Stateless, thread-safe. */
public final class NewtonSteps {
  /** A step that moves coefficients by more than this share of themselves is not the last. */
  public static final double MOVED = 1e-3;

  private static final int MOST_ROUNDS = 4000;

  private NewtonSteps() {}

  /**
   * Refuses settings out of range.
   *
   * @param what is done, for the error: "cannot {what}: .."
   * @param maxIter most rounds, from 1 to 4000
   * @param tol share of a standard error that a last step is below, between 0 and 1
   * @throws ParleyException without features, or with a number out of its range
   */
  public static void check(String what, List<String> features, int maxIter, double tol) {
    if (features.isEmpty()) {
      throw new ParleyException("cannot " + what + ": expected features, got none");
    }
    if (maxIter < 1 || maxIter > MOST_ROUNDS) {
      throw new ParleyException(
          "cannot " + what + ": expected maxIter from 1 to 4000, got " + maxIter);
    }
    if (!(tol > 0 && tol < 1)) {
      throw new ParleyException("cannot " + what + ": expected tol between 0 and 1, got " + tol);
    }
  }

  /** Whether a step from b is the last: each coefficient moves by less than tol of its error. */
  public static boolean isLast(BigDecimal[] step, double[] b, PositiveSystem system, double tol) {
    Symmetric inverse = system.inverse();
    for (int j = 0; j < b.length; j++) {
      double error = Math.sqrt(inverse.at(j, j).doubleValue());
      double most = Math.min(MOVED * (1 + Math.abs(b[j])), tol * error);
      if (!(Math.abs(step[j].doubleValue()) <= most)) {
        return false;
      }
    }
    return true;
  }

  /** b and a share of a step. */
  public static double[] move(double[] b, BigDecimal[] step, double share) {
    double[] next = new double[b.length];
    Arrays.setAll(next, j -> b[j] + share * step[j].doubleValue());
    return next;
  }
}
