package parley.robust.audit.shift.column;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.robust.audit.shift.rows.ShiftColumns;
import parley.robust.audit.shift.statistics.ExactTotal;

/**
 * Where the data's values of a column lie among the values that are kept of the reference: one
 * pass, no sorting. For one thread at a time.
 */
@DefaultSerializer(JavaSerializer.class)
final class DataCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] values;

  /** At 2k + 1 the rows with value k, at 2k those between it and the one before. */
  private final long[] cells;

  private final Moments moments = new Moments();
  private final ExactTotal outside = new ExactTotal();

  private DataCounts(double[] values) {
    this.values = values;
    cells = new long[2 * values.length + 1];
  }

  /** Counts of the summaries' columns; those may hold null. */
  static DataCounts[] of(Dataset<Row> frame, List<NumericSummary> summaries) {
    Column[] columns = new Column[summaries.size()];
    for (int f = 0; f < columns.length; f++) {
      columns[f] = ShiftColumns.column(summaries.get(f).name()).cast("double");
    }
    double[][] values = new double[columns.length][];
    for (int f = 0; f < columns.length; f++) {
      values[f] = summaries.get(f).values().stream().mapToDouble(Double::doubleValue).toArray();
    }
    return frame
        .select(columns)
        .javaRDD()
        .mapPartitions(rows -> Collections.singletonList(partition(rows, values)).iterator())
        .fold(empty(values), DataCounts::merge);
  }

  private static DataCounts[] empty(double[][] values) {
    return Arrays.stream(values).map(DataCounts::new).toArray(DataCounts[]::new);
  }

  private static DataCounts[] partition(Iterator<Row> rows, double[][] values) {
    DataCounts[] counts = empty(values);
    while (rows.hasNext()) {
      Row row = rows.next();
      for (int f = 0; f < counts.length; f++) {
        if (!row.isNullAt(f)) {
          counts[f].add(row.getDouble(f) + 0.0);
        }
      }
    }
    return counts;
  }

  private void add(double value) {
    moments.add(value, 1);
    if (values.length == 0) {
      return;
    }
    int at = Arrays.binarySearch(values, value);
    cells[at >= 0 ? 2 * at + 1 : -2 * (at + 1)]++;
    if (at == -1) {
      outside.add(values[0] - value);
    } else if (at == -values.length - 1) {
      outside.add(value - values[values.length - 1]);
    }
  }

  private static DataCounts[] merge(DataCounts[] left, DataCounts[] right) {
    for (int f = 0; f < left.length; f++) {
      left[f].moments.merge(right[f].moments);
      left[f].outside.merge(right[f].outside);
      for (int i = 0; i < left[f].cells.length; i++) {
        left[f].cells[i] += right[f].cells[i];
      }
    }
    return left;
  }

  Moments moments() {
    return moments;
  }

  /** How far rows are below the reference's minimum or above its maximum, in all. */
  ExactTotal outside() {
    return outside;
  }

  /** Rows below each value, and rows up to it. */
  long[][] cumulative() {
    long[][] counts = new long[2][values.length];
    long sum = 0;
    for (int k = 0; k < values.length; k++) {
      sum += cells[2 * k];
      counts[0][k] = sum;
      sum += cells[2 * k + 1];
      counts[1][k] = sum;
    }
    return counts;
  }
}
