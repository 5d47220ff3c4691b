package parley.fl.stat;

import java.util.List;
import parley.fl.statistic.quantile.QuantileRange;
import parley.fl.statistic.quantile.QuantileStatistic;
import parley.fl.statistic.quantile.Quantiles;

/**
 * Spark's {@code DataFrameStatFunctions.approxQuantile} over the rows of several providers, exact.
 * Stateless, thread-safe.
 */
public final class FederatedQuantiles {
  private FederatedQuantiles() {}

  /**
   * The least values that a share of the probability does not exceed.
   *
   * @param columns numeric
   * @param probabilities above 0, at most 1
   * @param ranges where each column's values lie, known to all
   * @return by column, then probability; NaN where a column has no value, or none in its range
   * @throws parley.error.ParleyException if a provider refuses or does not answer
   */
  public static double[][] approxQuantile(
      ProviderQuery query,
      List<String> columns,
      List<Double> probabilities,
      List<QuantileRange> ranges) {
    List<Quantiles.Column> found =
        query.ask(new QuantileStatistic(columns, probabilities, ranges, 1)).value().columns();
    return found.stream()
        .map(
            column ->
                column.quantiles().stream()
                    .mapToDouble(q -> q.value() == null ? Double.NaN : q.value())
                    .toArray())
        .toArray(double[][]::new);
  }
}
