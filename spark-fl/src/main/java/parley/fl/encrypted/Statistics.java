package parley.fl.encrypted;

import java.util.Arrays;
import parley.fl.data.ProviderDataset;
import parley.fl.engine.PlanFactory;
import parley.fl.engine.TrainingSettings;
import parley.fl.optim.Algorithm;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.Standardization;
import parley.fl.optim.StandardizationMode;
import parley.fl.optim.StandardizationSums;
import parley.mhe.runtime.Federation;

/**
 * What the providers agree on before the first iteration: standardisation, step and weight sum,
 * from sums that they open to all, or from agreed ranges, for which nothing is opened. Immutable
 * and thread-safe.
 *
 * @param standardization how features become what is trained on
 * @param plan the iteration's numbers
 * @param rows rows of all providers, or the agreed bound
 * @param curvature the numbers that were opened for the step; empty where ranges are agreed
 */
record Statistics(
    Standardization standardization, IterationPlan plan, double rows, double[] curvature) {

  /** Numbers opened for the standardisation: row count, weights' sum, sums and sums of squares. */
  static int momentCount(int features) {
    return 2 * features + 2;
  }

  /**
   * Numbers opened for the step: row count, weights' sum, largest eigenvalues, and the fixed
   * Hessian's sums where it is asked for.
   */
  static int curvatureCount(TrainingSettings settings, int features) {
    return 3
        + (settings.algorithm() == Algorithm.FIXED_HESSIAN
            ? features + (settings.fitIntercept() ? 1 : 0)
            : 0);
  }

  static Statistics agree(Federation federation, ProviderDataset data, TrainingSettings settings) {
    if (settings.standardization() == StandardizationMode.RANGES) {
      return of(
          Standardization.ranges(settings.featureRanges()),
          new double[0],
          settings,
          data.features());
    }
    Standardization scaling =
        settings.standardization() == StandardizationMode.COLLECTIVE
            ? collective(federation, settings)
            : Standardization.none(data.features(), settings.featureClip());
    double[] opened =
        open(
            federation,
            TrainingSteps.CURVATURE,
            TrainingSteps.CURVATURE_OPEN,
            LogisticProgram.curvatureArguments(
                scaling, settings.algorithm() == Algorithm.FIXED_HESSIAN));
    return of(scaling, opened, settings, data.features());
  }

  /** From what was opened, now or before a restart. */
  static Statistics of(
      Standardization scaling, double[] curvature, TrainingSettings settings, int features) {
    if (settings.standardization() == StandardizationMode.RANGES) {
      IterationPlan plan = PlanFactory.fromRanges(settings, features);
      return new Statistics(scaling, plan, plan.weightSum(), curvature);
    }
    double[] hessian = Arrays.copyOfRange(curvature, 3, curvature.length);
    IterationPlan plan =
        PlanFactory.fromSums(settings, features, curvature[1], curvature[2], hessian);
    return new Statistics(scaling, plan, curvature[0], curvature);
  }

  private static Standardization collective(Federation federation, TrainingSettings settings) {
    double[] opened =
        open(federation, TrainingSteps.MOMENTS, TrainingSteps.MOMENTS_OPEN, new byte[0]);
    return StandardizationSums.fromArray(Arrays.copyOfRange(opened, 1, opened.length))
        .standardization(settings.featureClip());
  }

  private static double[] open(Federation federation, String upload, String open, byte[] args) {
    return LogisticProgram.fromFixedPoint(federation.openSums(upload, open, 0, args));
  }
}
