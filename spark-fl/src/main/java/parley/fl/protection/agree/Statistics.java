package parley.fl.protection.agree;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.Algorithm;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.Standardization;
import parley.fl.optim.StandardizationSums;
import parley.fl.protection.PlanFactory;
import parley.fl.settings.LinearSettings;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;

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

  /** Opens what is needed, by whatever carries the sums. */
  public static Statistics agree(SecureSum sums, ProviderDataset data, LinearSettings settings) {
    if (settings.standardization().byRanges()) {
      return of(
          Standardization.ranges(settings.standardization().featureRanges()),
          new double[0],
          settings,
          data.features());
    }
    Standardization scaling =
        settings.standardization().collective()
            ? collective(sums, settings, data.featureNames())
            : Standardization.none(data.features(), settings.standardization().featureClip());
    SumArguments.Scaling told =
        new SumArguments.Scaling(
            scaling,
            settings.family().adaptive().isPresent(),
            settings.descent().algorithm() == Algorithm.FIXED_HESSIAN);
    double[] opened =
        sums.open(AgreedSums.curvature(settings, data.features()), SumArguments.scaling(told))
            .toDoubles();
    return of(scaling, opened, settings, data.features());
  }

  /** From what was opened, now or before a restart. */
  public static Statistics of(
      Standardization scaling, double[] curvature, LinearSettings settings, int features) {
    if (settings.standardization().byRanges()) {
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
      SecureSum sums, LinearSettings settings, List<String> names) {
    SumSpec moments = AgreedSums.moments(names.size());
    double[] mean = means(sums.open(moments, new byte[0]).integers());
    double[] squares = sums.open(moments, SumArguments.means(mean)).toDoubles();
    return StandardizationSums.of(squares[1], mean, Arrays.copyOfRange(squares, 2, squares.length))
        .standardization(settings.standardization().featureClip(), names);
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
