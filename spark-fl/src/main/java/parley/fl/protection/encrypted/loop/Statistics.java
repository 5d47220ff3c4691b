package parley.fl.protection.encrypted.loop;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.Algorithm;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.Standardization;
import parley.fl.optim.StandardizationMode;
import parley.fl.optim.StandardizationSums;
import parley.fl.protection.PlanFactory;
import parley.fl.protection.TrainingSettings;
import parley.fl.protection.encrypted.step.OpenedSums;
import parley.fl.protection.encrypted.step.TrainingSteps;
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
public record Statistics(
    Standardization standardization, IterationPlan plan, double rows, double[] curvature) {

  /**
   * Numbers opened in each of the standardisation's two rounds: row count, weights' sum, and for
   * each feature the sum, then the sum of squares about the mean that the first round gave.
   */
  public static int momentCount(int features) {
    return features + 2;
  }

  /**
   * Numbers opened for the step: row count, weights' sum, largest eigenvalues, the positive rows'
   * weights where polynomials are fitted, and the fixed Hessian's sums where it is asked for.
   */
  public static int curvatureCount(TrainingSettings settings, int features) {
    return 3
        + (settings.family().adaptive().isPresent() ? 1 : 0)
        + (settings.algorithm() == Algorithm.FIXED_HESSIAN
            ? features + (settings.fitIntercept() ? 1 : 0)
            : 0);
  }

  public static Statistics agree(
      Federation federation, ProviderDataset data, TrainingSettings settings) {
    if (settings.standardization() == StandardizationMode.RANGES) {
      return of(
          Standardization.ranges(settings.featureRanges()),
          new double[0],
          settings,
          data.features());
    }
    Standardization scaling =
        settings.standardization() == StandardizationMode.COLLECTIVE
            ? collective(federation, settings, data.featureNames())
            : Standardization.none(data.features(), settings.featureClip());
    double[] opened =
        OpenedSums.toDoubles(
            federation.openSums(
                TrainingSteps.CURVATURE,
                TrainingSteps.CURVATURE_OPEN,
                0,
                LogisticProgram.curvatureArguments(
                    scaling,
                    settings.family().adaptive().isPresent(),
                    settings.algorithm() == Algorithm.FIXED_HESSIAN)));
    return of(scaling, opened, settings, data.features());
  }

  /** From what was opened, now or before a restart. */
  public static Statistics of(
      Standardization scaling, double[] curvature, TrainingSettings settings, int features) {
    if (settings.standardization() == StandardizationMode.RANGES) {
      IterationPlan plan = PlanFactory.fromRanges(settings, features);
      return new Statistics(scaling, plan, plan.weightSum(), curvature);
    }
    boolean adaptive = settings.family().adaptive().isPresent();
    int more = adaptive ? 4 : 3;
    double labels = adaptive ? curvature[3] : 0;
    double[] hessian = Arrays.copyOfRange(curvature, more, curvature.length);
    IterationPlan plan =
        PlanFactory.fromSums(
            settings, features, curvature[0], curvature[1], labels, curvature[2], hessian);
    return new Statistics(scaling, plan, curvature[0], curvature);
  }

  private static Standardization collective(
      Federation federation, TrainingSettings settings, List<String> names) {
    BigInteger[] totals =
        federation.openSums(TrainingSteps.MOMENTS, TrainingSteps.MOMENTS_OPEN, 0, new byte[0]);
    double[] mean = means(totals);
    double[] squares =
        OpenedSums.toDoubles(
            federation.openSums(
                TrainingSteps.MOMENTS,
                TrainingSteps.MOMENTS_OPEN,
                1,
                LogisticProgram.meanArguments(mean)));
    return StandardizationSums.of(squares[1], mean, Arrays.copyOfRange(squares, 2, squares.length))
        .standardization(settings.featureClip(), names);
  }

  /** Quotients of the exact sums, so that rounding starts at the last digit of the mean. */
  private static double[] means(BigInteger[] totals) {
    double[] mean = new double[totals.length - 2];
    BigDecimal weights = new BigDecimal(totals[1]);
    for (int j = 0; j < mean.length && weights.signum() > 0; j++) {
      mean[j] = new BigDecimal(totals[j + 2]).divide(weights, MathContext.DECIMAL128).doubleValue();
    }
    return mean;
  }
}
