package parley.fl.statistic.describe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.fl.table.Category;
import parley.fl.table.TableRows;

/** One provider's rows by group. Stateless, thread-safe. */
final class GroupRows {
  private GroupRows() {}

  /** How many groups there are: one without a category, else its levels and other. */
  static int groups(@Nullable Category by) {
    return by == null ? 1 : by.cells();
  }

  /**
   * A group's rows each; a row whose group is missing is in none.
   *
   * @param columns numeric columns to keep
   * @param by null for all rows in one group
   */
  static List<TableRows> split(TableRows rows, List<String> columns, @Nullable Category by) {
    if (by == null) {
      return List.of(rows);
    }
    int[] codes = rows.codes(by.column());
    int[] sizes = new int[by.cells()];
    for (int code : codes) {
      if (code >= 0) {
        sizes[code]++;
      }
    }
    Map<String, double[][]> parts = new LinkedHashMap<>();
    for (String column : columns) {
      parts.put(column, parts(rows.numbers(column), codes, sizes));
    }
    double[][] weights = rows.weighted() ? parts(weights(rows), codes, sizes) : null;
    List<TableRows> groups = new ArrayList<>();
    for (int g = 0; g < sizes.length; g++) {
      Map<String, double[]> numbers = new LinkedHashMap<>();
      for (Map.Entry<String, double[][]> part : parts.entrySet()) {
        numbers.put(part.getKey(), part.getValue()[g]);
      }
      groups.add(
          new TableRows(
              rows.provider(), sizes[g], numbers, Map.of(), weights == null ? null : weights[g]));
    }
    return groups;
  }

  private static double[][] parts(double[] values, int[] codes, int[] sizes) {
    double[][] parts = new double[sizes.length][];
    for (int g = 0; g < sizes.length; g++) {
      parts[g] = new double[sizes[g]];
    }
    int[] at = new int[sizes.length];
    for (int i = 0; i < values.length; i++) {
      int code = codes[i];
      if (code >= 0) {
        parts[code][at[code]++] = values[i];
      }
    }
    return parts;
  }

  /** All weights, 1 where rows have none. */
  static double[] weights(TableRows rows) {
    double[] weights = new double[rows.rows()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = rows.weight(i);
    }
    return weights;
  }

  /** The rows with their weights as one more numeric column. */
  static TableRows withWeightColumn(
      TableRows rows, List<String> columns, @Nullable Category by, String weight) {
    Map<String, double[]> numbers = new LinkedHashMap<>();
    for (String column : columns) {
      numbers.put(column, rows.numbers(column));
    }
    double[] weights = weights(rows);
    numbers.put(weight, weights);
    Map<String, int[]> codes = by == null ? Map.of() : Map.of(by.column(), rows.codes(by.column()));
    return new TableRows(rows.provider(), rows.rows(), numbers, codes, weights);
  }
}
