package parley.fl.activation;

/**
 * The public numbers that a {@link FittedSchedule} follows from, beside its looks. Immutable, so
 * safe for use by several threads.
 *
 * @param rate the share of positive rows
 * @param rows how many rows there are
 * @param counted the same, or the sum of their weights where that is more: a row of weight 2 is as
 *     two of them
 * @param lambdaMax bound on the largest eigenvalue of [X 1]^T S [X 1] / W
 * @param regParam the ridge penalty
 */
public record FitTerms(
    BaseRate rate, double rows, double counted, double lambdaMax, double regParam) {
  /** The curvature that no step assumes more of: that of today's longest safe step. */
  private static final double MOST_CURVATURE = 0.2;

  /** eta of the shortest step, which gradients are encoded with. */
  public double shortestStep() {
    return stepFor(MOST_CURVATURE);
  }

  /** 1 / (c lambda_max + regParam), c at most what the shortest step has; 1 where all is 0. */
  double stepFor(double curvature) {
    double bound = Math.min(MOST_CURVATURE, curvature) * lambdaMax + regParam;
    return bound > 0 ? 1 / bound : 1;
  }
}
