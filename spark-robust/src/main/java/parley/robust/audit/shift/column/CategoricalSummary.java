package parley.robust.audit.shift.column;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import parley.error.InvalidDataException;

/**
 * What is kept of a categorical column. Immutable, so safe for use by several threads.
 *
 * @param name of the column
 * @param missing rows without a value
 * @param categories rows by category, most frequent first
 * @param other rows of all categories that are not named
 */
public record CategoricalSummary(
    String name, long missing, Map<String, Long> categories, long other) {

  /**
   * Takes a copy, and checks the counts.
   *
   * @throws InvalidDataException if one is below 0
   */
  public CategoricalSummary {
    categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
    if (missing < 0
        || other < 0
        || categories.values().stream().anyMatch(count -> count == null || count < 1)) {
      throw new InvalidDataException(
          "cannot use the summary of column %s: expected counts of 0 or more, and 1 or more of"
                  .formatted(name)
              + " each category");
    }
  }

  static CategoricalSummary of(String name, CategoryTable table, long missing) {
    Map<String, Long> categories = new LinkedHashMap<>();
    table.entries().forEach(entry -> categories.put(entry.category(), entry.reference()));
    return new CategoricalSummary(name, missing, categories, table.otherReference());
  }

  /** Rows with a value. */
  public long count() {
    return other + categories.values().stream().mapToLong(Long::longValue).sum();
  }
}
