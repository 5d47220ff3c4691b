package parley.fl.statistic.quantile;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.CountStatistic;
import parley.fl.statistic.grid.Grid;
import parley.fl.statistic.grid.GridCounts;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * The most frequent of agreed values, in one round: the counts of all of them are opened. Of equal
 * counts those that come first in the levels, or are smaller, are taken. Immutable, thread-safe.
 *
 * @param column its name
 * @param levels of a category; null for numbers
 * @param grid of numbers; null for a category
 * @param count how many values to tell
 */
@DefaultSerializer(JavaSerializer.class)
public record TopStatistic(
    String column, @Nullable List<String> levels, @Nullable Grid grid, int count)
    implements CountStatistic<TopValues> {
  private static final long serialVersionUID = 1L;
  private static final int ROW_BITS = 40;

  /**
   * @throws ParleyException without levels or a grid, or with both, or for no value
   */
  public TopStatistic {
    levels = levels == null ? null : List.copyOf(levels);
    if ((levels == null) == (grid == null)) {
      throw new ParleyException(
          "cannot find top values of "
              + column
              + ": expected levels or a grid, got "
              + (grid == null ? "neither" : "both"));
    }
    if (count < 1) {
      throw new ParleyException(
          "cannot find top values of " + column + ": expected to tell 1 or more, got " + count);
    }
  }

  /** Of a category's levels. */
  public static TopStatistic levels(Category category, int count) {
    return new TopStatistic(category.column(), category.levels(), null, count);
  }

  /** Of numbers on a grid. */
  public static TopStatistic numbers(String column, Grid grid, int count) {
    return new TopStatistic(column, null, grid, count);
  }

  @Override
  public Columns columns() {
    return levels == null
        ? Columns.ofNumbers(List.of(column))
        : Columns.ofCategories(List.of(new Category(column, levels)));
  }

  @Override
  public List<SumSpec> sums() {
    if (grid != null) {
      return List.of(GridCounts.spec(column, grid, null));
    }
    return List.of(
        SumSpec.of(
            "top/levels",
            "rows by the level of " + column,
            cells() + 2,
            BigInteger.ONE.shiftLeft(ROW_BITS)));
  }

  private int cells() {
    return levels == null ? 0 : levels.size();
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    if (grid != null) {
      return GridCounts.local(column, grid, null, rows);
    }
    // The levels, other, missing.
    long[] counts = new long[cells() + 2];
    for (int code : rows.codes(column)) {
      counts[code < 0 ? cells() + 1 : code]++;
    }
    return Arrays.stream(counts).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
  }

  /** A value off a grid is in two counts. */
  @Override
  public boolean takesNoise() {
    return grid == null;
  }

  @Override
  public TopValues result(SecureSum sums) {
    var opened = sums.open(sums().get(0), new byte[0]);
    List<TopValues.Value> all = new ArrayList<>();
    if (grid != null) {
      GridCounts counts = GridCounts.of(grid, null, opened);
      for (int k = 0; k < grid.count(); k++) {
        String value = BigDecimal.valueOf(grid.value(k)).stripTrailingZeros().toPlainString();
        all.add(new TopValues.Value(value, counts.cells()[0][k + 1]));
      }
      // Rounded counts need not add up.
      long between = Math.max(0, counts.offGrid() - counts.outside());
      return top(all, opened.noise(), counts.outside(), between, counts.missing());
    }
    BigInteger[] counts = opened.integers();
    for (int k = 0; k < cells(); k++) {
      all.add(new TopValues.Value(name(k), counts[k].longValueExact()));
    }
    return top(
        all,
        opened.noise(),
        counts[cells()].longValueExact(),
        0,
        counts[cells() + 1].longValueExact());
  }

  private String name(int level) {
    return levels == null ? "" : levels.get(level);
  }

  private TopValues top(
      List<TopValues.Value> all, double noise, long other, long offGrid, long missing) {
    long n = other + all.stream().mapToLong(TopValues.Value::count).sum();
    if (n == 0 && noise == 0) {
      throw new InvalidDataException(
          "cannot find top values of "
              + column
              + ": no provider has a value, expected at least one, got 0 in "
              + missing
              + " rows");
    }
    List<TopValues.Value> sorted =
        all.stream()
            .filter(value -> value.count() > 0)
            .sorted(Comparator.comparingLong(TopValues.Value::count).reversed())
            .toList();
    List<TopValues.Value> top = sorted.subList(0, Math.min(count, sorted.size()));
    long tied =
        top.isEmpty()
            ? 0
            : sorted.stream()
                .skip(top.size())
                .filter(value -> value.count() == top.get(top.size() - 1).count())
                .count();
    return new TopValues(column, n, missing, other, offGrid, sorted.size(), top, tied);
  }
}
