package parley.fl.statistic.table;

import java.util.List;

/**
 * A table of counts and its tests. Immutable, thread-safe.
 *
 * @param row name of the category down the side
 * @param column name of the category across the top
 * @param rowLevels a name a row, {@code (other)} last where any value is no level
 * @param columnLevels a name a column, likewise
 * @param counts by row, then column
 * @param n sum of the counts
 * @param missing rows where a category is missing
 * @param tests of independence
 */
public record CrossTab(
    String row,
    String column,
    List<String> rowLevels,
    List<String> columnLevels,
    List<List<Long>> counts,
    long n,
    long missing,
    TableTests tests) {
  /** Copies the lists. */
  public CrossTab {
    rowLevels = List.copyOf(rowLevels);
    columnLevels = List.copyOf(columnLevels);
    counts = List.copyOf(counts);
  }

  /**
   * The count of two levels.
   *
   * @throws IllegalArgumentException if there is no such row or column
   */
  public long count(String rowLevel, String columnLevel) {
    int i = rowLevels.indexOf(rowLevel);
    int j = columnLevels.indexOf(columnLevel);
    if (i < 0 || j < 0) {
      throw new IllegalArgumentException(
          "cannot find a cell: expected levels of the table, got " + rowLevel + ", " + columnLevel);
    }
    return counts.get(i).get(j);
  }
}
