package parley.fl.stat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.fl.statistic.table.CrossTab;
import parley.fl.statistic.table.CrossTabStatistic;
import parley.fl.table.Category;

/**
 * Spark's {@code DataFrameStatFunctions.crosstab} over the rows of several providers. Stateless,
 * thread-safe.
 */
public final class FederatedCrosstab {
  private FederatedCrosstab() {}

  /**
   * How often each two levels go together. Rows without one of the two are left out, where Spark
   * counts them as {@code null}.
   *
   * @param first down the side
   * @param second across the top
   * @return a row a level of the first: its name in {@code FIRST_SECOND}, then a count a level of
   *     the second; {@code (other)} last where a value is no level
   * @throws parley.error.ParleyException if a provider refuses or does not answer, or there are no
   *     rows
   */
  public static Dataset<Row> crosstab(ProviderQuery query, Category first, Category second) {
    CrossTab found = query.ask(new CrossTabStatistic(first, second)).value();
    StructType schema =
        new StructType().add(found.row() + "_" + found.column(), DataTypes.StringType, false);
    for (String level : found.columnLevels()) {
      schema = schema.add(level, DataTypes.LongType, false);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < found.rowLevels().size(); i++) {
      List<Object> values = new ArrayList<>(List.of(found.rowLevels().get(i)));
      values.addAll(found.counts().get(i));
      rows.add(RowFactory.create(values.toArray()));
    }
    return Frames.of(schema, rows);
  }
}
