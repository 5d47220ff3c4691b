package parley.fl.protection.linear;

import java.util.Arrays;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.LabelScale;
import parley.fl.settings.LinearSettings;

/**
 * The iteration's public numbers from the settings and from what was opened. Stateless, so safe for
 * use by several threads.
 */
public final class PlanFactory {
  private PlanFactory() {}

  /**
   * A plan from opened sums.
   *
   * @param labels how they were brought to one scale
   * @param weightSum all rows' weights
   * @param eigenvalueSum the providers' own largest eigenvalues added; see {@link
   *     parley.fl.optim.LargestEigenvalue}
   * @param rows how many rows there are
   * @param labelSum sum of the labels, each by its row's weight
   * @param hessianSums for the fixed Hessian its diagonal's sums over all rows, else empty
   */
  public static IterationPlan fromSums(
      LinearSettings settings,
      LabelScale labels,
      int features,
      double rows,
      double weightSum,
      double labelSum,
      double eigenvalueSum,
      double[] hessianSums) {
    IterationPlan.Builder plan =
        builder(settings, labels, features, weightSum)
            .lambdaMax(eigenvalueSum / weightSum)
            .hessianSums(hessianSums);
    settings.family().adaptive().ifPresent(adaptive -> plan.fit(adaptive, labelSum, rows));
    return plan.build();
  }

  /**
   * A plan from agreed ranges alone: features within [-1, 1] and the row bound as W give lambda_max
   * at most the number of columns, and a Hessian's diagonal sum at most that times W.
   */
  public static IterationPlan fromRanges(LinearSettings settings, int features) {
    double bound =
        settings
            .standardization()
            .rowBound()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "cannot plan with ranges: the row bound is missing, expected rowBound"));
    int columns = features + (settings.descent().fitIntercept() ? 1 : 0);
    double[] hessianSums = new double[columns];
    Arrays.fill(hessianSums, bound * columns);
    return builder(settings, LabelScale.NONE, features, bound)
        .lambdaMax(columns)
        .hessianSums(hessianSums)
        .build();
  }

  private static IterationPlan.Builder builder(
      LinearSettings settings, LabelScale labels, int features, double weightSum) {
    IterationPlan.Builder builder =
        IterationPlan.builder(settings.family().activation(), features, weightSum)
            .residual(settings.family().residual())
            .intercept(settings.descent().fitIntercept())
            .algorithm(settings.descent().algorithm())
            .iterations(settings.descent().maxIter());
    settings.descent().regParam().ifPresent(r -> builder.regParam(r / labels.penalty()));
    return builder;
  }
}
