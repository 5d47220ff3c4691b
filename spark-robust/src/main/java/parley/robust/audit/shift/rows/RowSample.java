package parley.robust.audit.shift.rows;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import parley.ml.column.RowKeys;

/**
 * A random sample of a stated size, the same whatever the partitions: the rows with the lowest
 * keys. With ids keys follow from those, in one pass; without from the row's values and its number
 * among the rows that hold the same, for which rows are counted by their values (a shuffle). Rows
 * come without those that lack a value.
 */
public final class RowSample {
  private RowSample() {}

  /**
   * At most so many rows, by rising key.
   *
   * @param columns of finite numbers or null
   * @param id column of unique whole numbers or strings; null if there is none
   * @param size largest number of rows
   */
  public static List<double[]> of(
      Dataset<Row> frame, List<String> columns, @Nullable String id, long seed, int size) {
    List<Column> selected = new ArrayList<>();
    for (String name : columns) {
      selected.add(
          ShiftColumns.column(name).cast("double").plus(lit(0.0)).as("v" + selected.size()));
    }
    if (id != null) {
      selected.add(ShiftColumns.column(id).as("id"));
    }
    int width = columns.size();
    Dataset<Row> rows = frame.select(selected.toArray(Column[]::new));
    String[] names = rows.columns();
    String[] values = Arrays.copyOf(names, width);
    rows = rows.na().drop(values);
    JavaRDD<SampledRow> keyed =
        id == null
            ? rows.groupBy(Arrays.stream(values).map(name -> col(name)).toArray(Column[]::new))
                .agg(count(lit(1)))
                .javaRDD()
                .flatMap(row -> occurrences(row, width, seed))
            : rows.javaRDD()
                .map(row -> new SampledRow(RowKeys.of(seed, row.get(width)), values(row, width)));
    return keyed.takeOrdered(size, new SampledRow.Order()).stream()
        .map(SampledRow::values)
        .toList();
  }

  private static Iterator<SampledRow> occurrences(Row row, int width, long seed) {
    double[] values = values(row, width);
    long key = seed;
    for (double value : values) {
      key = RowKeys.mix(key, Double.doubleToLongBits(value));
    }
    long content = key;
    return LongStream.range(0, row.getLong(width))
        .mapToObj(k -> new SampledRow(RowKeys.mix(content, k), values))
        .iterator();
  }

  private static double[] values(Row row, int width) {
    double[] values = new double[width];
    for (int j = 0; j < width; j++) {
      values[j] = row.getDouble(j);
    }
    return values;
  }
}
