package parley.fl.protection.linear;

import java.util.Arrays;
import parley.fl.data.ProviderDataset;
import parley.fl.family.LinearFamily;
import parley.fl.optim.Algorithm;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.LabelScale;
import parley.fl.optim.Standardization;
import parley.fl.protection.agree.AgreedSums;
import parley.fl.protection.agree.CollectiveScaling;
import parley.fl.protection.agree.SumArguments;
import parley.fl.settings.LinearSettings;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;

/**
 * What the providers agree on before the first iteration: standardisation, step and weight sum,
 * from sums that they open to all, or from agreed ranges, for which nothing is opened. Immutable
 * and thread-safe.
 *
 * @param standardization how features become what is trained on
 * @param labels how labels do
 * @param plan the iteration's numbers
 * @param rows rows of all providers, or the agreed bound
 * @param curvature the numbers that were opened for the step; empty where ranges are agreed
 */
public record Statistics(
    Standardization standardization,
    LabelScale labels,
    IterationPlan plan,
    double rows,
    double[] curvature) {

  /** Opens what is needed, by whatever carries the sums. */
  public static Statistics agree(SecureSum sums, ProviderDataset data, LinearSettings settings) {
    if (settings.standardization().byRanges()) {
      return of(
          Standardization.ranges(settings.standardization().featureRanges()),
          LabelScale.NONE,
          new double[0],
          settings,
          data.features());
    }
    double clip = settings.standardization().featureClip();
    CollectiveScaling scaling =
        settings.standardization().collective()
            ? CollectiveScaling.of(
                sums,
                clip,
                data.featureNames(),
                settings.family().labelScaling(),
                settings.descent().fitIntercept())
            : new CollectiveScaling(Standardization.none(data.features(), clip), LabelScale.NONE);
    SumArguments.Scaling told =
        new SumArguments.Scaling(
            scaling.features(),
            settings.family().adaptive().isPresent(),
            settings.descent().algorithm() == Algorithm.FIXED_HESSIAN);
    double[] opened =
        sums.open(curvature(settings, data.features()), SumArguments.scaling(told)).toDoubles();
    return of(scaling.features(), scaling.labels(), opened, settings, data.features());
  }

  /** The sum that is opened for the step. */
  public static SumSpec curvature(LinearSettings settings, int features) {
    int weights = features + (settings.descent().fitIntercept() ? 1 : 0);
    return curvature(settings.family(), settings.descent().algorithm(), weights);
  }

  /**
   * The same of what a plan's arguments say: with the labels where polynomials are fitted, with the
   * Hessian's sums where its algorithm is asked for.
   *
   * @param weights of the model, the intercept counted
   */
  public static SumSpec curvature(LinearFamily family, Algorithm algorithm, int weights) {
    return AgreedSums.curvature(
        family.adaptive().isPresent(), algorithm == Algorithm.FIXED_HESSIAN ? weights : 0);
  }

  /** From what was opened, now or before a restart. */
  public static Statistics of(
      Standardization scaling,
      LabelScale scale,
      double[] curvature,
      LinearSettings settings,
      int features) {
    if (settings.standardization().byRanges()) {
      IterationPlan plan = PlanFactory.fromRanges(settings, features);
      return new Statistics(scaling, scale, plan, plan.weightSum(), curvature);
    }
    boolean adaptive = settings.family().adaptive().isPresent();
    int more = adaptive ? 4 : 3;
    double labels = adaptive ? curvature[3] : 0;
    double[] hessian = Arrays.copyOfRange(curvature, more, curvature.length);
    IterationPlan plan =
        PlanFactory.fromSums(
            settings, scale, features, curvature[0], curvature[1], labels, curvature[2], hessian);
    return new Statistics(scaling, scale, plan, curvature[0], curvature);
  }
}
