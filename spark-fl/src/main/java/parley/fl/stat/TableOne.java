package parley.fl.stat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.describe.TableOneResult;
import parley.fl.statistic.describe.TableOneResult.Cell;
import parley.fl.statistic.describe.TableOneResult.Level;
import parley.fl.statistic.describe.TableOneResult.Numbers;
import parley.fl.statistic.describe.TableOneResult.Share;
import parley.fl.statistic.describe.TableOneStatistic;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.sum.SumReport;
import parley.fl.table.Category;

/**
 * The first table of a study over the rows of several providers. Immutable, thread-safe.
 *
 * @param result all figures, with reasons where one is undefined
 * @param report what was opened, to whom
 */
public record TableOne(TableOneResult result, SumReport report) {
  private static final StructType SCHEMA =
      new StructType()
          .add("column", DataTypes.StringType, false)
          .add("level", DataTypes.StringType)
          .add("group", DataTypes.StringType)
          .add("n", DataTypes.LongType, false)
          .add("mean", DataTypes.DoubleType)
          .add("standardDeviation", DataTypes.DoubleType)
          .add("share", DataTypes.DoubleType)
          .add("standardizedDifference", DataTypes.DoubleType);

  /**
   * Describes columns by group.
   *
   * @param numbers numeric columns; perhaps none
   * @param categories columns with the levels that all agreed on; perhaps none
   * @param by the groups
   * @throws parley.error.ParleyException if a provider refuses or does not answer, or there are no
   *     columns or no rows
   */
  public static TableOne of(
      ProviderQuery query, List<String> numbers, List<Category> categories, Category by) {
    StatisticRun.Result<TableOneResult> answer =
        query.ask(new TableOneStatistic(numbers, categories, by));
    return new TableOne(answer.value(), answer.report());
  }

  /**
   * A row a column, or a column's level, and group: {@code column}, {@code level} (null of a
   * numeric column), {@code group} (null for all groups together), {@code n} (values, or rows of
   * the level), {@code mean} and {@code standardDeviation} or {@code share}, and beside all groups
   * together the {@code standardizedDifference} between them.
   */
  public Dataset<Row> table() {
    List<Row> rows = new ArrayList<>();
    for (Numbers one : result.numbers()) {
      rows.add(row(one.column(), null, one.all(), one.standardizedDifference()));
      for (int g = 0; g < one.groups().size(); g++) {
        rows.add(row(one.column(), result.groups().get(g), one.groups().get(g), null));
      }
    }
    for (TableOneResult.Levels one : result.levels()) {
      for (Level level : one.levels()) {
        rows.add(row(one.column(), level, null, level.all(), level.standardizedDifference()));
        for (int g = 0; g < level.groups().size(); g++) {
          rows.add(row(one.column(), level, result.groups().get(g), level.groups().get(g), null));
        }
      }
    }
    return Frames.of(SCHEMA, rows);
  }

  private static Row row(
      String column, @Nullable String group, Cell cell, @Nullable Double difference) {
    return RowFactory.create(
        column, null, group, cell.n(), cell.mean(), cell.standardDeviation(), null, difference);
  }

  private static Row row(
      String column,
      Level level,
      @Nullable String group,
      Share share,
      @Nullable Double difference) {
    return RowFactory.create(
        column, level.level(), group, share.count(), null, null, share.share(), difference);
  }
}
