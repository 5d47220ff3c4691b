package parley.fl.protection.plain.linear;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import parley.fl.activation.FitFigures;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Head;
import parley.fl.family.LinearFamily;
import parley.fl.family.Objective;
import parley.fl.optim.ExactOptimum;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.NewtonSums;
import parley.fl.optim.PlainTrainer;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Standardization;
import parley.fl.protection.plain.kind.PlainRounds;
import parley.fl.report.PolynomialFit;

/** Measures a training in clear against the mean function itself. Stateless and thread-safe. */
final class PlainFigures {
  private PlainFigures() {}

  static PolynomialFit of(
      ProviderDataset data,
      Standardization scaling,
      JavaRDD<ProviderRows> rows,
      IterationPlan plan,
      LinearFamily family,
      PlainTrainer.Fitted fitted) {
    Head head = family.head();
    Objective objective = family.objective();
    double[] trained = fitted.state().weights();
    double[] sameSteps = fitted.exact().weights();
    double mean = mean(rows, plan, head, trained);
    double meanOfSameSteps = mean(rows, plan, head, sameSteps);
    Optional<double[]> optimum =
        ExactOptimum.of(
            plan, w -> PlainRounds.sum(rows.map(r -> objective.at(r, w)), NewtonSums::plus));
    return PolynomialFit.of(fitted.schedule().figures())
        .measured(
            FitFigures.weightError(trained, sameSteps),
            Math.abs(mean / meanOfSameSteps - 1),
            clippedShares(data, scaling, plan))
        .exact(
            optimum.map(w -> FitFigures.weightError(trained, w)).orElse(null),
            optimum.map(w -> Math.abs(mean / mean(rows, plan, head, w) - 1)).orElse(null));
  }

  private static double mean(
      JavaRDD<ProviderRows> rows, IterationPlan plan, Head head, double[] w) {
    return PlainRounds.sum(rows.map(r -> r.meanSum(w, head::mean)), Double::sum) / plan.weightSum();
  }

  /** The share of clipped values, by the name of each column that has any. */
  private static Map<String, Double> clippedShares(
      ProviderDataset data, Standardization scaling, IterationPlan plan) {
    double[] counts =
        PlainRounds.sum(
            data.rows().map(r -> r.clipped(scaling)),
            (a, b) -> {
              double[] sum = a.clone();
              for (int j = 0; j < sum.length; j++) {
                sum[j] += b[j];
              }
              return sum;
            });
    double count = plan.fit().orElseThrow().rows();
    List<String> names = data.featureNames();
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int j = 0; j < counts.length; j++) {
      if (counts[j] > 0) {
        shares.put(names.get(j), counts[j] / count);
      }
    }
    return shares;
  }
}
