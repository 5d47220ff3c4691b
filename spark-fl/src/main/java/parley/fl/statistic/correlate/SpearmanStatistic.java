package parley.fl.statistic.correlate;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.design.CompleteRows;
import parley.fl.statistic.grid.Grid;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Spearman's correlation of each two columns over complete rows, with average ranks, in one round:
 * joint counts on agreed grids. Exact where the values are on the grids. Immutable, thread-safe.
 *
 * @param names two numeric columns or more
 * @param grids a grid each
 */
@DefaultSerializer(JavaSerializer.class)
public record SpearmanStatistic(List<String> names, List<Grid> grids)
    implements Statistic<RankCorrelations> {
  private static final long serialVersionUID = 1L;
  private static final int ROW_BITS = 40;
  private static final int MOST = 1 << 24;

  /**
   * @throws ParleyException with fewer than two columns, not a grid each, or more than 2^24 cells
   */
  public SpearmanStatistic {
    names = List.copyOf(names);
    grids = List.copyOf(grids);
    if (names.size() < 2 || grids.size() != names.size()) {
      throw new ParleyException(
          "cannot correlate ranks: expected two columns or more and a grid each, got "
              + names.size()
              + " and "
              + grids.size());
    }
    long cells = 0;
    for (int i = 0; i < grids.size(); i++) {
      for (int j = i + 1; j < grids.size(); j++) {
        cells += (long) grids.get(i).cells() * grids.get(j).cells();
      }
    }
    if (cells + 2L * names.size() > MOST) {
      throw new ParleyException(
          "cannot correlate ranks: expected grids of at most "
              + MOST
              + " pairs of values, got "
              + cells
              + "; take wider steps");
    }
  }

  @Override
  public Columns columns() {
    return Columns.ofNumbers(names);
  }

  @Override
  public List<SumSpec> sums() {
    int d = names.size();
    int cells = d + 2;
    for (int i = 0; i < d; i++) {
      for (int j = i + 1; j < d; j++) {
        cells += grids.get(i).cells() * grids.get(j).cells();
      }
    }
    return List.of(
        SumSpec.of(
            "spearman/cells",
            "rows by the values of each two of " + String.join(", ", names),
            cells,
            BigInteger.ONE.shiftLeft(ROW_BITS)));
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    int d = names.size();
    TableRows complete = CompleteRows.of(names, rows).rows();
    long[] counts = new long[spec.length()];
    counts[0] = rows.rows();
    counts[1] = complete.rows();
    int[][] cells = new int[d][complete.rows()];
    for (int j = 0; j < d; j++) {
      double[] values = complete.numbers(names.get(j));
      for (int i = 0; i < values.length; i++) {
        cells[j][i] = grids.get(j).cell(values[i]);
        counts[2 + j] += grids.get(j).isOff(values[i]) ? 1 : 0;
      }
    }
    int at = 2 + d;
    for (int i = 0; i < d; i++) {
      for (int j = i + 1; j < d; j++) {
        int width = grids.get(j).cells();
        for (int row = 0; row < complete.rows(); row++) {
          counts[at + cells[i][row] * width + cells[j][row]]++;
        }
        at += grids.get(i).cells() * width;
      }
    }
    BigInteger[] out = new BigInteger[counts.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = BigInteger.valueOf(counts[k]);
    }
    return out;
  }

  @Override
  public RankCorrelations result(SecureSum sums) {
    BigInteger[] counts = sums.open(sums().get(0), new byte[0]).integers();
    long rows = counts[0].longValueExact();
    long complete = counts[1].longValueExact();
    if (complete == 0) {
      throw new InvalidDataException(
          "cannot correlate "
              + String.join(", ", names)
              + ": no row has a value in each, expected one at least, got 0 of "
              + rows);
    }
    int d = names.size();
    List<Long> off = new ArrayList<>();
    for (int j = 0; j < d; j++) {
      off.add(counts[2 + j].longValueExact());
    }
    List<RankCorrelations.Pair> pairs = new ArrayList<>();
    int at = 2 + d;
    for (int i = 0; i < d; i++) {
      for (int j = i + 1; j < d; j++) {
        int height = grids.get(i).cells();
        int width = grids.get(j).cells();
        pairs.add(RankPair.of(names.get(i), names.get(j), counts, at, height, width));
        at += height * width;
      }
    }
    return new RankCorrelations(names, complete, rows - complete, off, pairs);
  }
}
