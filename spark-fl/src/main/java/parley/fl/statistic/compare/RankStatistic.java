package parley.fl.statistic.compare;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.grid.Grid;
import parley.fl.statistic.grid.GridCounts;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Kruskal and Wallis's test, and of two groups Mann and Whitney's and Kolmogorov and Smirnov's,
 * from counts on an agreed grid, in one round. Exact where the values are on the grid. Immutable,
 * thread-safe.
 *
 * @param column numeric
 * @param grid its values
 * @param by what groups the rows, two levels or more
 */
@DefaultSerializer(JavaSerializer.class)
public record RankStatistic(String column, Grid grid, Category by) implements Statistic<RankTests> {
  private static final long serialVersionUID = 1L;

  /**
   * @throws ParleyException with fewer than two groups
   */
  public RankStatistic {
    if (by.levels().size() < 2) {
      throw new ParleyException(
          "cannot compare ranks of "
              + column
              + ": expected two levels of "
              + by.column()
              + " or more, got "
              + by.levels().size());
    }
  }

  @Override
  public Columns columns() {
    return new Columns(List.of(column), List.of(by), null);
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(GridCounts.spec(column, grid, by));
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    return GridCounts.local(column, grid, by, rows);
  }

  @Override
  public RankTests result(SecureSum sums) {
    GridCounts counts = GridCounts.of(grid, by, sums.open(sums().get(0), new byte[0]));
    List<Integer> present = new ArrayList<>();
    List<RankTests.Group> groups = new ArrayList<>();
    for (int g = 0; g < by.levels().size(); g++) {
      groups.add(new RankTests.Group(by.name(g), counts.size(g)));
      if (counts.size(g) > 0) {
        present.add(g);
      }
    }
    if (present.size() < 2) {
      throw new InvalidDataException(
          "cannot compare ranks of "
              + column
              + ": expected values in two groups or more, got "
              + present.size());
    }
    Ranks ranks = Ranks.of(counts.together(present));
    if (ranks.squares().signum() == 0) {
      throw new InvalidDataException(
          "cannot compare ranks of "
              + column
              + ": all values are the same on its grid, expected two at least, got one");
    }
    boolean two = present.size() == 2;
    long[] first = counts.cells()[present.get(0)];
    long[] second = counts.cells()[present.get(1)];
    return new RankTests(
        column,
        groups,
        counts.missing(),
        counts.left(),
        counts.offGrid(),
        counts.outside(),
        ranks.kruskalWallis(present.stream().map(g -> counts.cells()[g]).toList()),
        two ? ranks.mannWhitney(first, second) : null,
        two ? Distributions.twoSamples(first, second) : null);
  }
}
