package parley.fl.stat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.fl.statistic.compare.TTestStatistic;
import parley.fl.statistic.compare.TTests;
import parley.fl.table.Category;

/**
 * Student's and Welch's tests over the rows of several providers. Each gives a row a test: {@code
 * test} ({@code one-sample}, {@code paired}, or {@code pooled} and {@code welch}), {@code pValue}
 * (two-sided), {@code degreesOfFreedom}, {@code statistic}, {@code difference}, {@code
 * standardError}, {@code lower} and {@code upper} of its 95 % interval. Stateless, thread-safe.
 */
public final class FederatedTTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("test", DataTypes.StringType, false)
          .add("pValue", DataTypes.DoubleType, false)
          .add("degreesOfFreedom", DataTypes.DoubleType, false)
          .add("statistic", DataTypes.DoubleType, false)
          .add("difference", DataTypes.DoubleType, false)
          .add("standardError", DataTypes.DoubleType, false)
          .add("lower", DataTypes.DoubleType, false)
          .add("upper", DataTypes.DoubleType, false);

  private FederatedTTest() {}

  /**
   * The means of two groups against each other: a row for {@code pooled}, one for {@code welch}.
   *
   * @param column numeric
   * @param by of two levels
   * @throws parley.error.ParleyException if a provider refuses or does not answer, or a group has
   *     fewer than two values
   */
  public static Dataset<Row> test(ProviderQuery query, String column, Category by) {
    return frame(query, TTestStatistic.groups(column, by));
  }

  /** The mean difference of two columns of the same rows against 0. */
  public static Dataset<Row> paired(ProviderQuery query, String column, String second) {
    return frame(query, TTestStatistic.paired(column, second));
  }

  /** A column's mean against a given one. */
  public static Dataset<Row> oneSample(ProviderQuery query, String column, double mean) {
    return frame(query, TTestStatistic.oneSample(column, mean));
  }

  private static Dataset<Row> frame(ProviderQuery query, TTestStatistic statistic) {
    List<TTests.Test> tests = query.ask(statistic).value().tests();
    return Frames.of(
        SCHEMA,
        tests.stream()
            .map(
                t ->
                    RowFactory.create(
                        t.name(),
                        t.pValue(),
                        t.degreesOfFreedom(),
                        t.statistic(),
                        t.difference(),
                        t.standardError(),
                        t.lower(),
                        t.upper()))
            .toList());
  }
}
