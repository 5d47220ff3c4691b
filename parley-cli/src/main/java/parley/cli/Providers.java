package parley.cli;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who holds which training row.
 *
 * <p>Immutable by convention: nobody changes the array or the map after construction.
 */
final class Providers {
  private final String[] ofRow;
  private final SortedMap<String, Integer> rows;

  Providers(String[] ofRow, SortedMap<String, Integer> rows) {
    this.ofRow = ofRow.clone();
    this.rows = new TreeMap<>(rows);
  }

  /** The name of the provider of training row k. */
  String ofRow(int k) {
    return ofRow[k];
  }

  /** Row counts by name. */
  SortedMap<String, Integer> rows() {
    return new TreeMap<>(rows);
  }

  int count() {
    return rows.size();
  }
}
