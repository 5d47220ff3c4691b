package parley.cli.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows that were left out because a value is missing. Immutable.
 *
 * @param table where
 * @param of rows in all
 * @param rows left out
 * @param byColumn missing values by column; a row with two of them counts in both
 */
public record Dropped(String table, long of, long rows, Map<String, Long> byColumn) {
  /** Takes a copy. */
  public Dropped {
    byColumn = Collections.unmodifiableMap(new LinkedHashMap<>(byColumn));
  }

  /** For JSON: {@code rows} and {@code byColumn}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rows", rows);
    map.put("byColumn", byColumn);
    return map;
  }

  /** The columns and their counts. */
  public String columns() {
    return byColumn.entrySet().stream()
        .map(column -> column.getKey() + " " + column.getValue())
        .collect(Collectors.joining(", "));
  }

  /** A sentence for a terminal and a report. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "%d of %d rows of %s (%.0f %%) were left out: values are missing (%s)",
        rows,
        of,
        table,
        100.0 * rows / of,
        columns());
  }
}
