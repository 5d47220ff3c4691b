package parley.fl.statistic.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.CountStatistic;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Counts of two categories' levels, in one round: a cell a pair of levels, other included, and the
 * rows where either is missing. Immutable, thread-safe.
 *
 * @param row the category whose levels are the table's rows
 * @param column the one whose levels are its columns
 */
@DefaultSerializer(JavaSerializer.class)
public record CrossTabStatistic(Category row, Category column) implements CountStatistic<CrossTab> {
  private static final long serialVersionUID = 1L;

  /** log2 of the most rows of a provider. */
  private static final int ROW_BITS = 40;

  private static final int MOST_CELLS = 1 << 23;

  /**
   * @throws ParleyException with more than 2^23 pairs of levels
   */
  public CrossTabStatistic {
    long cells = (long) row.cells() * column.cells();
    if (cells > MOST_CELLS) {
      throw new ParleyException(
          "cannot count "
              + row.column()
              + " by "
              + column.column()
              + ": expected at most 2^23 pairs of levels, got "
              + cells);
    }
  }

  @Override
  public Columns columns() {
    return Columns.ofCategories(List.of(row, column));
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(
        SumSpec.of(
            "table/cells",
            "rows by " + row.column() + " and " + column.column(),
            row.cells() * column.cells() + 1,
            BigInteger.ONE.shiftLeft(ROW_BITS)));
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    int[] down = rows.codes(row.column());
    int[] across = rows.codes(column.column());
    int width = column.cells();
    long[] cells = new long[spec.length()];
    for (int i = 0; i < down.length; i++) {
      boolean missing = (down[i] | across[i]) < 0;
      cells[missing ? cells.length - 1 : down[i] * width + across[i]]++;
    }
    BigInteger[] out = new BigInteger[cells.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = BigInteger.valueOf(cells[k]);
    }
    return out;
  }

  @Override
  public CrossTab result(SecureSum sums) {
    OpenedSum opened = sums.open(sums().get(0), new byte[0]);
    BigInteger[] cells = opened.integers();
    int width = column.cells();
    List<List<Long>> counts = new ArrayList<>();
    long n = 0;
    boolean otherColumn = false;
    for (int i = 0; i < row.cells(); i++) {
      List<Long> line = new ArrayList<>();
      for (int j = 0; j < width; j++) {
        line.add(cells[i * width + j].longValueExact());
      }
      n += line.stream().mapToLong(Long::longValue).sum();
      otherColumn |= line.get(width - 1) != 0;
      counts.add(line);
    }
    boolean noisy = opened.noise() > 0;
    if (n == 0 && !noisy) {
      throw new InvalidDataException(
          "cannot count "
              + row.column()
              + " by "
              + column.column()
              + ": no provider has a row with both, expected at least one, got 0");
    }
    boolean otherRow = counts.get(counts.size() - 1).stream().anyMatch(count -> count != 0);
    int height = otherRow ? row.cells() : row.levels().size();
    int shown = otherColumn ? width : column.levels().size();
    List<List<Long>> table =
        counts.subList(0, height).stream()
            .map(line -> List.copyOf(line.subList(0, shown)))
            .toList();
    return new CrossTab(
        row.column(),
        column.column(),
        names(row, height),
        names(column, shown),
        table,
        n,
        cells[cells.length - 1].longValueExact(),
        noisy
            ? TableTests.none("the counts have noise, of which the tests know nothing")
            : TableTests.of(table));
  }

  private static List<String> names(Category category, int shown) {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < shown; k++) {
      names.add(category.name(k));
    }
    return names;
  }
}
