package parley.fl.stat;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.statistic.describe.ColumnDescription;
import parley.fl.statistic.describe.DescribeStatistic;
import parley.fl.statistic.describe.Descriptions;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.sum.SumReport;

/**
 * Spark's {@code Summarizer} over the rows of several providers: vectors with an entry a column.
 * Minimum and maximum are not among them, since they name a person. Immutable, thread-safe.
 *
 * @param columns the entries' names
 * @param descriptions all figures, with reasons where one is undefined
 * @param report what was opened, to whom
 */
public record FederatedSummarizer(
    List<String> columns, Descriptions descriptions, SumReport report) {
  /**
   * Summarises numeric columns.
   *
   * @param weightCol column of positive row weights; null if each row counts 1
   * @throws ParleyException if a provider refuses or does not answer, or there are no rows
   */
  public static FederatedSummarizer summary(
      ProviderQuery query, List<String> columns, @Nullable String weightCol) {
    StatisticRun.Result<Descriptions> answer =
        query.ask(new DescribeStatistic(columns, null, weightCol));
    return new FederatedSummarizer(List.copyOf(columns), answer.value(), answer.report());
  }

  private Vector vector(ToDoubleFunction<ColumnDescription> figure) {
    return Vectors.dense(
        descriptions.groups().get(0).columns().stream().mapToDouble(figure).toArray());
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  /** Means; NaN where a column has no value. */
  public Vector mean() {
    return vector(c -> orNaN(c.mean()));
  }

  /** Sums of the values, weighted. */
  public Vector sum() {
    return vector(ColumnDescription::sum);
  }

  /** Variances, unbiased; NaN where a column has fewer than two values. */
  public Vector variance() {
    return vector(c -> orNaN(c.variance()));
  }

  /** Their roots. */
  public Vector std() {
    return vector(c -> orNaN(c.standardDeviation()));
  }

  /** Values that are not missing. */
  public Vector count() {
    return vector(ColumnDescription::n);
  }

  /** Values other than 0. */
  public Vector numNonZeros() {
    return vector(ColumnDescription::numNonZeros);
  }

  /** Sums of absolute values. */
  public Vector normL1() {
    return vector(ColumnDescription::normL1);
  }

  /** Roots of sums of squares. */
  public Vector normL2() {
    return vector(ColumnDescription::normL2);
  }
}
