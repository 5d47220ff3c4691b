package parley.fl.protection.plain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import parley.fl.activation.FitFigures;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.ExactOptimum;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.NewtonSums;
import parley.fl.optim.PlainTrainer;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Standardization;
import parley.fl.report.PolynomialFit;

/** Measures a training in clear against the exact sigmoid. Stateless and thread-safe. */
final class PlainFigures {
  private PlainFigures() {}

  static PolynomialFit of(
      ProviderDataset data,
      Standardization scaling,
      JavaRDD<ProviderRows> rows,
      IterationPlan plan,
      PlainTrainer.Fitted fitted) {
    double[] trained = fitted.state().weights();
    double[] sameSteps = fitted.exact().weights();
    double mean = probability(rows, plan, trained);
    double meanOfSameSteps = probability(rows, plan, sameSteps);
    Optional<double[]> optimum =
        ExactOptimum.of(
            plan, w -> PlainSparkTrainer.sum(rows.map(r -> r.newtonSums(w)), NewtonSums::plus));
    return PolynomialFit.of(FitFigures.of(fitted.schedule(), plan.iterations()))
        .measured(
            FitFigures.weightError(trained, sameSteps),
            Math.abs(mean / meanOfSameSteps - 1),
            clippedShares(data, scaling, plan))
        .exact(
            optimum.map(w -> FitFigures.weightError(trained, w)).orElse(null),
            optimum.map(w -> Math.abs(mean / probability(rows, plan, w) - 1)).orElse(null));
  }

  private static double probability(JavaRDD<ProviderRows> rows, IterationPlan plan, double[] w) {
    return PlainSparkTrainer.sum(rows.map(r -> r.probabilitySum(w)), Double::sum)
        / plan.weightSum();
  }

  /** The share of clipped values, by the name of each column that has any. */
  private static Map<String, Double> clippedShares(
      ProviderDataset data, Standardization scaling, IterationPlan plan) {
    double[] counts =
        PlainSparkTrainer.sum(
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
