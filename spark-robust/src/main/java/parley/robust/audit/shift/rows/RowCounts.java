package parley.robust.audit.shift.rows;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.error.InvalidDataException;

/**
 * How many rows a frame has, and how many of each column are missing.
 *
 * @param missing rows without a value, by column
 */
public record RowCounts(long rows, Map<String, Long> missing) {

  /**
   * Counts in one pass.
   *
   * @param name of the frame in errors, such as "data"
   * @throws InvalidDataException if there are no rows, or numbers that are none, with the counts
   */
  public static RowCounts of(
      Dataset<Row> frame, String name, List<String> numeric, List<String> categorical) {
    List<String> all = new ArrayList<>(numeric);
    all.addAll(categorical);
    List<Column> counts = new ArrayList<>();
    for (String column : all) {
      counts.add(count(ShiftColumns.column(column)));
    }
    for (String column : numeric) {
      Column value = ShiftColumns.column(column).cast("double");
      counts.add(count(when(isnan(value), 1)));
      counts.add(count(when(abs(value).equalTo(Double.POSITIVE_INFINITY), 1)));
    }
    Row found = frame.agg(count(lit(1)), counts.toArray(Column[]::new)).head();
    long rows = found.getLong(0);
    if (rows == 0) {
      throw new InvalidDataException(
          "cannot compare: the %s has no rows, expected one or more".formatted(name));
    }
    List<String> bad = new ArrayList<>();
    for (int f = 0; f < numeric.size(); f++) {
      long nans = found.getLong(1 + all.size() + 2 * f);
      long infinite = found.getLong(2 + all.size() + 2 * f);
      if (nans + infinite > 0) {
        bad.add("column %s has %d NaN and %d infinite".formatted(numeric.get(f), nans, infinite));
      }
    }
    if (!bad.isEmpty()) {
      throw new InvalidDataException(
          "cannot compare: in the %s %s, expected finite numbers or missing values"
              .formatted(name, String.join("; ", bad)));
    }
    Map<String, Long> missing = new LinkedHashMap<>();
    for (int c = 0; c < all.size(); c++) {
      missing.put(all.get(c), rows - found.getLong(1 + c));
    }
    return new RowCounts(rows, missing);
  }

  /** Rows without a value in a column. */
  public long missing(String column) {
    return missing.getOrDefault(column, 0L);
  }

  /** Rows with a value in a column. */
  long present(String column) {
    return rows - missing(column);
  }
}
