package parley.fl.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Reads a provider's rows (numbers, categories, weight, id) into columns, and checks values. */
final class TableReader {
  private static final int FIRST_CAPACITY = 64;

  private final Columns columns;
  private final List<Map<String, Integer>> levels = new ArrayList<>();
  private final double[][] numbers;
  private final int[][] codes;
  private double[] weights;
  private long[] ids = new long[FIRST_CAPACITY];
  private int capacity = FIRST_CAPACITY;
  private int rows;

  /** Either all rows have a number or none has. */
  private boolean numbered;

  private TableReader(Columns columns) {
    this.columns = columns;
    this.numbers = new double[columns.numbers().size()][capacity];
    this.codes = new int[columns.categories().size()][capacity];
    this.weights = new double[columns.weight() == null ? 0 : capacity];
    for (Category category : columns.categories()) {
      Map<String, Integer> places = new HashMap<>();
      category.levels().forEach(level -> places.put(level, places.size()));
      levels.add(places);
    }
  }

  static ReadRows read(String provider, Columns columns, String idBy, Iterator<Row> rows) {
    TableReader reader = new TableReader(columns);
    while (rows.hasNext()) {
      String problem = reader.add(rows.next());
      if (problem != null) {
        return new ReadRows(
            null,
            "cannot use the rows of provider "
                + provider
                + ": in its row "
                + reader.rows
                + " "
                + problem);
      }
    }
    return new ReadRows(reader.finish(provider, idBy), null);
  }

  /** What is wrong with the row, without the value: this goes to the driver and Spark's logs. */
  private @Nullable String add(Row row) {
    if (rows == capacity) {
      grow(2 * capacity);
    }
    for (int j = 0; j < numbers.length; j++) {
      double x = row.isNullAt(j) ? Double.NaN : row.getDouble(j);
      if (!row.isNullAt(j) && !Double.isFinite(x)) {
        return columns.numbers().get(j) + " is not finite, expected a finite number or none";
      }
      numbers[j][rows] = x;
    }
    int next = numbers.length;
    for (int c = 0; c < codes.length; c++) {
      codes[c][rows] =
          row.isNullAt(next + c)
              ? TableRows.MISSING
              : levels
                  .get(c)
                  .getOrDefault(
                      row.getString(next + c), columns.categories().get(c).levels().size());
    }
    if (columns.weight() != null) {
      int at = next + codes.length;
      double weight = row.isNullAt(at) ? Double.NaN : row.getDouble(at);
      if (!(weight > 0) || weight == Double.POSITIVE_INFINITY) {
        return "the weight is missing, not finite or not above 0, expected a number above 0";
      }
      weights[rows] = weight;
    }
    int id = numbers.length + codes.length + 1;
    numbered = !row.isNullAt(id);
    ids[rows] = numbered ? row.getLong(id) : 0;
    rows++;
    return null;
  }

  private void grow(int size) {
    capacity = size;
    ids = Arrays.copyOf(ids, size);
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = Arrays.copyOf(numbers[j], size);
    }
    for (int c = 0; c < codes.length; c++) {
      codes[c] = Arrays.copyOf(codes[c], size);
    }
    if (columns.weight() != null) {
      weights = Arrays.copyOf(weights, size);
    }
  }

  private TableRows finish(String provider, String idBy) {
    grow(rows);
    Map<String, double[]> byNumber = new LinkedHashMap<>();
    for (int j = 0; j < numbers.length; j++) {
      byNumber.put(columns.numbers().get(j), numbers[j]);
    }
    Map<String, int[]> byCategory = new LinkedHashMap<>();
    for (int c = 0; c < codes.length; c++) {
      byCategory.put(columns.categories().get(c).column(), codes[c]);
    }
    TableRows table =
        new TableRows(
            provider, rows, byNumber, byCategory, columns.weight() == null ? null : weights);
    return numbered || rows == 0 ? table.withIds(new RowIds(ids, idBy)) : table;
  }
}
