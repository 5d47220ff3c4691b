package parley.fl.survival;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.fl.stat.Frames;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.survival.LogRankResult;
import parley.fl.statistic.survival.LogRankStatistic;
import parley.fl.statistic.survival.LogRankStatistic.Weighting;
import parley.fl.statistic.survival.TimeGrid;
import parley.fl.table.Category;

/**
 * Tests whether groups of several providers' rows survive alike. Results have the shape of Spark's
 * tests. Stateless, thread-safe.
 */
public final class FederatedLogRankTest {
  private FederatedLogRankTest() {}

  /** The log-rank test, in which all times count alike. */
  public static Dataset<Row> test(
      ProviderQuery query, String time, String event, Category by, TimeGrid grid) {
    return test(query, time, event, by, grid, Weighting.LOG_RANK, 0, 0);
  }

  /**
   * A weighted test.
   *
   * @param time numeric column: when a row ends
   * @param event numeric column: 1 if it ends with the event, 0 if not
   * @param by two groups or more
   * @param grid the times
   * @param rho of Fleming's and Harrington's weights
   * @param gamma of the same
   * @return one row: {@code pValue} (upper tail), {@code degreesOfFreedom}, {@code statistic}
   *     (chi-square)
   * @throws parley.error.ParleyException if a provider refuses or does not answer, a time is off
   *     the grid, or there are no events or no two groups
   */
  public static Dataset<Row> test(
      ProviderQuery query,
      String time,
      String event,
      Category by,
      TimeGrid grid,
      Weighting weighting,
      double rho,
      double gamma) {
    LogRankResult found =
        query.ask(new LogRankStatistic(time, event, by, grid, weighting, rho, gamma)).value();
    return Frames.ofOneRow(
        new StructType()
            .add("pValue", DataTypes.DoubleType, false)
            .add("degreesOfFreedom", DataTypes.IntegerType, false)
            .add("statistic", DataTypes.DoubleType, false),
        found.pValue(),
        found.degreesOfFreedom(),
        found.chiSquare());
  }
}
