package parley.fl.statistic.grid;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.TableRows;

/**
 * How many rows of each group have each value of a grid. Immutable, thread-safe; callers do not
 * change the arrays.
 *
 * @param grid the values
 * @param cells by group, then cell of the grid
 * @param offGrid values of these groups on no point
 * @param missing rows of these groups without a value
 * @param left rows of other groups, or of none
 */
public record GridCounts(Grid grid, long[][] cells, long offGrid, long missing, long left) {
  private static final int ROW_BITS = 40;
  private static final int EXTRA = 3;

  /** The sum that gives them. */
  public static SumSpec spec(String column, Grid grid, @Nullable Category by) {
    return SumSpec.of(
        "grid/cells",
        "rows by the value of " + column + (by == null ? "" : " and by " + by.column()),
        // Too long a vector is refused by the spec.
        (int) Math.min(Integer.MAX_VALUE, (long) groups(by) * grid.cells() + EXTRA),
        BigInteger.ONE.shiftLeft(ROW_BITS));
  }

  /** The levels: rows of other values are left out. */
  private static int groups(@Nullable Category by) {
    return by == null ? 1 : by.levels().size();
  }

  /** One provider's part of it. */
  public static BigInteger[] local(
      String column, Grid grid, @Nullable Category by, TableRows rows) {
    double[] values = rows.numbers(column);
    int[] codes = by == null ? new int[values.length] : rows.codes(by.column());
    int groups = groups(by);
    int extra = groups * grid.cells();
    long[] counts = new long[extra + EXTRA];
    for (int i = 0; i < values.length; i++) {
      if (codes[i] < 0 || codes[i] >= groups) {
        counts[extra + 2]++;
      } else if (Double.isNaN(values[i])) {
        counts[extra + 1]++;
      } else {
        counts[codes[i] * grid.cells() + grid.cell(values[i])]++;
        if (grid.isOff(values[i])) {
          counts[extra]++;
        }
      }
    }
    return Arrays.stream(counts).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
  }

  /** From the opened sum. */
  public static GridCounts of(Grid grid, @Nullable Category by, OpenedSum opened) {
    long[] counts =
        Arrays.stream(opened.integers()).mapToLong(BigInteger::longValueExact).toArray();
    int groups = groups(by);
    long[][] cells = new long[groups][];
    for (int g = 0; g < groups; g++) {
      cells[g] = Arrays.copyOfRange(counts, g * grid.cells(), (g + 1) * grid.cells());
    }
    int extra = groups * grid.cells();
    return new GridCounts(grid, cells, counts[extra], counts[extra + 1], counts[extra + 2]);
  }

  /** Values of a group. */
  public long size(int group) {
    return Arrays.stream(cells[group]).sum();
  }

  /** Values below and above the grid, of all groups. */
  public long outside() {
    return Arrays.stream(cells).mapToLong(c -> c[0] + c[c.length - 1]).sum();
  }

  /** Values of each cell over these groups. */
  public long[] together(List<Integer> groups) {
    long[] sum = new long[grid.cells()];
    for (int g : groups) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] += cells[g][k];
      }
    }
    return sum;
  }
}
