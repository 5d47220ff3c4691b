package parley.fl.survival;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.fl.stat.Frames;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.statistic.survival.KaplanMeierResult;
import parley.fl.statistic.survival.KaplanMeierStatistic;
import parley.fl.statistic.survival.SurvivalCurve;
import parley.fl.statistic.survival.TimeGrid;
import parley.fl.sum.SumReport;
import parley.fl.table.Category;

/**
 * Kaplan's and Meier's survival curves over the rows of several providers. Immutable, thread-safe.
 *
 * @param result all figures
 * @param report what was opened, to whom
 */
public record FederatedKaplanMeier(KaplanMeierResult result, SumReport report) {
  private static final StructType CURVES =
      new StructType()
          .add("group", DataTypes.StringType, false)
          .add("time", DataTypes.DoubleType, false)
          .add("atRisk", DataTypes.LongType, false)
          .add("events", DataTypes.LongType, false)
          .add("censored", DataTypes.LongType, false)
          .add("survival", DataTypes.DoubleType, false)
          .add("standardError", DataTypes.DoubleType)
          .add("lower", DataTypes.DoubleType)
          .add("upper", DataTypes.DoubleType)
          .add("cumulativeHazard", DataTypes.DoubleType, false);

  private static final StructType GROUPS =
      new StructType()
          .add("group", DataTypes.StringType, false)
          .add("rows", DataTypes.LongType, false)
          .add("events", DataTypes.LongType, false)
          .add("median", DataTypes.DoubleType)
          .add("restrictedMean", DataTypes.DoubleType, false);

  /**
   * The curves.
   *
   * @param time numeric column: when a row ends
   * @param event numeric column: 1 if it ends with the event, 0 if not
   * @param by groups; null for all rows together
   * @param grid the times
   * @throws parley.error.ParleyException if a provider refuses or does not answer, a time is off
   *     the grid, or there are no rows
   */
  public static FederatedKaplanMeier fit(
      ProviderQuery query, String time, String event, @Nullable Category by, TimeGrid grid) {
    StatisticRun.Result<KaplanMeierResult> answer =
        query.ask(new KaplanMeierStatistic(time, event, by, grid));
    return new FederatedKaplanMeier(answer.value(), answer.report());
  }

  /**
   * A row a group and time at which a row ends: {@code group} (empty without groups), {@code time},
   * {@code atRisk}, {@code events}, {@code censored}, {@code survival} with {@code standardError},
   * {@code lower} and {@code upper} at 95 %, {@code cumulativeHazard}.
   */
  public Dataset<Row> curves() {
    List<Row> rows = new ArrayList<>();
    for (SurvivalCurve curve : result.curves()) {
      for (int t = 0; t < curve.time().size(); t++) {
        rows.add(
            RowFactory.create(
                curve.group(),
                curve.time().get(t),
                curve.atRisk().get(t),
                curve.eventsAt().get(t),
                curve.censoredAt().get(t),
                curve.survival().get(t),
                curve.standardError().get(t),
                curve.lower().get(t),
                curve.upper().get(t),
                curve.cumulativeHazard().get(t)));
      }
    }
    return Frames.of(CURVES, rows);
  }

  /**
   * A row a group: {@code group}, {@code rows}, {@code events}, {@code median} (null where survival
   * stays above a half) and {@code restrictedMean}, up to the end of the grid.
   */
  public Dataset<Row> groups() {
    return Frames.of(
        GROUPS,
        result.curves().stream()
            .map(
                c ->
                    RowFactory.create(
                        c.group(), c.rows(), c.events(), c.median(), c.restrictedMean()))
            .toList());
  }
}
