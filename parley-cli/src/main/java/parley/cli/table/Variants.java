package parley.cli.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Values that differ in case or blanks only: most often one value, written in two ways. */
final class Variants {
  private static final int SHOWN = 3;

  private Variants() {}

  /** A warning a column that has some. */
  static List<String> warnings(String table, String column, List<String> values) {
    Map<String, List<String>> alike = new TreeMap<>();
    for (String value : values) {
      String key = value.replaceAll("[\\s\\p{Z}]+", "").toLowerCase(Locale.ROOT);
      alike.computeIfAbsent(key, none -> new ArrayList<>()).add(value);
    }
    List<String> pairs =
        alike.values().stream()
            .filter(same -> same.size() > 1)
            .map(same -> "'" + String.join("', '", same) + "'")
            .toList();
    if (pairs.isEmpty()) {
      return List.of();
    }
    String more = pairs.size() > SHOWN ? " and others" : "";
    return List.of(
        "values of column '%s' of %s differ in case or blanks only, and count as different: %s%s"
            .formatted(
                column, table, String.join("; ", pairs.stream().limit(SHOWN).toList()), more));
  }
}
