package parley.robust.audit.report;

import java.util.List;

/**
 * A table of texts. Immutable, so safe for use by several threads.
 *
 * @param title what it is about
 * @param heads one a column
 * @param rows of as many cells as there are heads
 */
public record AuditTable(String title, List<String> heads, List<List<String>> rows) {

  /** Takes copies, and checks the rows' lengths. */
  public AuditTable {
    heads = List.copyOf(heads);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != heads.size()) {
        throw new IllegalArgumentException(
            "cannot make the table %s: expected rows of %d cells, got %d"
                .formatted(title, heads.size(), row.size()));
      }
    }
  }
}
