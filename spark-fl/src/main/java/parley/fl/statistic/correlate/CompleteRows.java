package parley.fl.statistic.correlate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.fl.table.TableRows;

/** One provider's rows without a missing value. Stateless, thread-safe. */
final class CompleteRows {
  private CompleteRows() {}

  static TableRows of(TableRows rows, List<String> names) {
    int n = rows.rows();
    boolean[] missing = new boolean[n];
    int left = n;
    for (String name : names) {
      double[] values = rows.numbers(name);
      for (int i = 0; i < n; i++) {
        if (Double.isNaN(values[i]) && !missing[i]) {
          missing[i] = true;
          left--;
        }
      }
    }
    Map<String, double[]> kept = new LinkedHashMap<>();
    for (String name : names) {
      double[] values = rows.numbers(name);
      kept.put(name, left == n ? values : without(values, missing, left));
    }
    return new TableRows(rows.provider(), left, kept, Map.of(), null);
  }

  private static double[] without(double[] values, boolean[] missing, int left) {
    double[] kept = new double[left];
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      if (!missing[i]) {
        kept[at++] = values[i];
      }
    }
    return kept;
  }
}
