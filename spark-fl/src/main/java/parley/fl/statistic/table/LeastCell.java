package parley.fl.statistic.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/**
 * Hides small counts of a table for publication. Cells and margins of 1 to k - 1 go (primary
 * suppression); then further ones, small before large and margins last, until each hidden count
 * could be another one, above 0, with all that is shown (complementary suppression). Immutable,
 * thread-safe.
 *
 * <p>That holds for who knows this rule and that no empty cell is ever hidden. No more is promised:
 * a hidden count may be known to be small, or to lie in a narrow interval.
 */
public final class LeastCell {
  private final int least;

  private LeastCell(int least) {
    this.least = least;
  }

  /**
   * Counts of 1 to k - 1 are small; 1 hides nothing.
   *
   * @throws ParleyException with a k below 1
   */
  public static LeastCell of(int k) {
    if (k < 1) {
      throw new ParleyException(
          "cannot hide small cells: expected a least cell of 1 or more, got " + k);
    }
    return new LeastCell(k);
  }

  /** The table as it may be published. */
  public SuppressedTable hide(CrossTab table) {
    int height = table.rowLevels().size();
    int width = table.columnLevels().size();
    long[][] cells = withMargins(table.counts(), height, width);
    HiddenCells hidden = new HiddenCells(cells);
    int small = 0;
    for (int i = 0; i <= height; i++) {
      for (int j = 0; j <= width; j++) {
        if (cells[i][j] > 0 && cells[i][j] < least) {
          hidden.hide(i, j);
          small++;
        }
      }
    }
    int beside = hidden.protect();
    boolean hideMissing = table.missing() > 0 && table.missing() < least;
    int smallAndMissing = small + (hideMissing ? 1 : 0);
    List<List<@Nullable Long>> counts = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      counts.add(line(cells[i], hidden, i, width));
    }
    List<@Nullable Long> rowSums = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      rowSums.add(hidden.isHidden(i, width) ? null : (Long) cells[i][width]);
    }
    return new SuppressedTable(
        least,
        table.row(),
        table.column(),
        table.rowLevels(),
        table.columnLevels(),
        Collections.unmodifiableList(counts),
        Collections.unmodifiableList(rowSums),
        line(cells[height], hidden, height, width),
        hidden.isHidden(height, width) ? null : (Long) cells[height][width],
        hideMissing ? null : (Long) table.missing(),
        smallAndMissing,
        beside,
        small == 0
            ? table.tests()
            : TableTests.none("cells are hidden, and it could give them back"),
        note(smallAndMissing, beside));
  }

  private static List<@Nullable Long> line(long[] cells, HiddenCells hidden, int i, int width) {
    List<@Nullable Long> line = new ArrayList<>();
    for (int j = 0; j < width; j++) {
      line.add(hidden.isHidden(i, j) ? null : (Long) cells[j]);
    }
    return Collections.unmodifiableList(line);
  }

  private static long[][] withMargins(List<List<Long>> counts, int height, int width) {
    long[][] cells = new long[height + 1][width + 1];
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width; j++) {
        long count = counts.get(i).get(j);
        cells[i][j] = count;
        cells[i][width] += count;
        cells[height][j] += count;
        cells[height][width] += count;
      }
    }
    return cells;
  }

  private String note(int small, int beside) {
    if (small == 0) {
      return "no count from 1 to " + (least - 1) + ": nothing is hidden";
    }
    return small
        + " counts from 1 to "
        + (least - 1)
        + " and "
        + beside
        + " beside them are hidden by the querier's software, which has read them";
  }
}
