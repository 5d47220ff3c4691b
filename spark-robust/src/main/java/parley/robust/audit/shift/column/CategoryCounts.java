package parley.robust.audit.shift.column;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.robust.audit.shift.rows.ShiftColumns;

/**
 * Counts of categories, all features in one job. To the driver come the most frequent of each
 * feature, a bounded number.
 */
final class CategoryCounts {
  private static final String FEATURE = "feature";
  private static final String CATEGORY = "category";
  private static final String REFERENCE = "reference";
  private static final String DATA = "data";
  private static final String RANK = "rank";
  private static final String DISTINCT = "distinct";

  private static final StructType SCHEMA =
      new StructType()
          .add(FEATURE, DataTypes.IntegerType)
          .add(CATEGORY, DataTypes.StringType)
          .add(REFERENCE, DataTypes.LongType)
          .add(DATA, DataTypes.LongType);

  private CategoryCounts() {}

  /** Rows of the columns' numbers and categories, to be counted for one of the samples. */
  static Dataset<Row> values(Dataset<Row> frame, List<String> columns, boolean ofReference) {
    Column[] pairs = new Column[columns.size()];
    for (int f = 0; f < pairs.length; f++) {
      pairs[f] =
          struct(
              lit(f).as(FEATURE), ShiftColumns.text(frame.schema(), columns.get(f)).as(CATEGORY));
    }
    return frame
        .select(explode(array(pairs)).as("pair"))
        .select(
            col("pair." + FEATURE).as(FEATURE),
            col("pair." + CATEGORY).as(CATEGORY),
            lit(ofReference ? 1L : 0L).as(REFERENCE),
            lit(ofReference ? 0L : 1L).as(DATA))
        .where(col(CATEGORY).isNotNull());
  }

  /** The same of counts that were saved. */
  static Dataset<Row> values(SparkSession spark, List<CategoricalSummary> summaries) {
    List<Row> rows = new ArrayList<>();
    for (int f = 0; f < summaries.size(); f++) {
      int feature = f;
      summaries
          .get(f)
          .categories()
          .forEach((name, count) -> rows.add(RowFactory.create(feature, name, count, 0L)));
    }
    return spark.createDataFrame(rows, SCHEMA);
  }

  /**
   * A table a feature.
   *
   * @param values of both samples
   * @param features how many
   * @param most categories of a feature to keep
   */
  static List<CategoryTable> of(Dataset<Row> values, int features, int most) {
    WindowSpec feature = Window.partitionBy(FEATURE);
    WindowSpec ranked =
        feature.orderBy(col(REFERENCE).desc(), col(DATA).desc(), col(CATEGORY).asc());
    Dataset<Row> counted =
        values
            .groupBy(FEATURE, CATEGORY)
            .agg(sum(REFERENCE).as(REFERENCE), sum(DATA).as(DATA))
            .withColumn(RANK, row_number().over(ranked))
            .withColumn(DISTINCT, count(lit(1)).over(feature))
            .withColumn("allReference", sum(REFERENCE).over(feature))
            .withColumn("allData", sum(DATA).over(feature))
            .where(col(RANK).leq(most))
            .orderBy(FEATURE, RANK);
    List<List<CategoryTable.Entry>> entries = new ArrayList<>();
    long[][] totals = new long[features][3];
    for (int f = 0; f < features; f++) {
      entries.add(new ArrayList<>());
    }
    for (Row row : counted.collectAsList()) {
      int f = row.getInt(0);
      entries.get(f).add(new CategoryTable.Entry(row.getString(1), row.getLong(2), row.getLong(3)));
      totals[f] = new long[] {row.getLong(5), row.getLong(6), row.getLong(7)};
    }
    List<CategoryTable> tables = new ArrayList<>();
    for (int f = 0; f < features; f++) {
      List<CategoryTable.Entry> kept = entries.get(f);
      tables.add(
          new CategoryTable(
              kept,
              totals[f][1] - kept.stream().mapToLong(CategoryTable.Entry::reference).sum(),
              totals[f][2] - kept.stream().mapToLong(CategoryTable.Entry::data).sum(),
              totals[f][0] - kept.size()));
    }
    return tables;
  }
}
