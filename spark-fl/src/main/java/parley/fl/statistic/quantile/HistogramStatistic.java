package parley.fl.statistic.quantile;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.CountStatistic;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Counts of a column between agreed edges, [a, b) and the last closed, in one round. Immutable,
 * thread-safe.
 *
 * @param column numeric
 * @param edges ascending, two or more
 */
@DefaultSerializer(JavaSerializer.class)
public record HistogramStatistic(String column, List<Double> edges)
    implements CountStatistic<Histogram> {
  private static final long serialVersionUID = 1L;
  private static final int ROW_BITS = 40;

  /** Values below, above, and missing. */
  private static final int EXTRA = 3;

  /**
   * @throws ParleyException without two ascending edges
   */
  public HistogramStatistic {
    edges = List.copyOf(edges);
    boolean ascend = edges.size() > 1 && edges.stream().allMatch(Double::isFinite);
    for (int k = 1; k < edges.size(); k++) {
      ascend &= edges.get(k - 1) < edges.get(k);
    }
    if (!ascend) {
      throw new ParleyException(
          "cannot count a histogram of "
              + column
              + ": expected two edges or more, ascending, got "
              + edges);
    }
  }

  @Override
  public Columns columns() {
    return Columns.ofNumbers(List.of(column));
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(
        SumSpec.of(
            "histogram/bins",
            "rows in bins of " + column,
            edges.size() - 1 + EXTRA,
            BigInteger.ONE.shiftLeft(ROW_BITS)));
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    // Adding 0 makes -0 a 0, which the search would tell from it.
    double[] sorted = edges.stream().mapToDouble(edge -> edge + 0.0).toArray();
    int bins = sorted.length - 1;
    long[] counts = new long[bins + EXTRA];
    for (double value : rows.numbers(column)) {
      if (Double.isNaN(value)) {
        counts[bins + 2]++;
      } else if (value < sorted[0]) {
        counts[bins]++;
      } else if (value > sorted[bins]) {
        counts[bins + 1]++;
      } else {
        int at = Arrays.binarySearch(sorted, value + 0.0);
        counts[Math.min(bins - 1, at < 0 ? -at - 2 : at)]++;
      }
    }
    return Arrays.stream(counts).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
  }

  @Override
  public Histogram result(SecureSum sums) {
    OpenedSum opened = sums.open(sums().get(0), new byte[0]);
    List<Long> counts = Arrays.stream(opened.integers()).map(BigInteger::longValueExact).toList();
    int bins = edges.size() - 1;
    long n = counts.subList(0, bins + 2).stream().mapToLong(Long::longValue).sum();
    if (n == 0 && opened.noise() == 0) {
      throw new InvalidDataException(
          "cannot count a histogram of "
              + column
              + ": no provider has a value, expected at least one, got 0 in "
              + counts.get(bins + 2)
              + " rows");
    }
    return new Histogram(
        column,
        edges,
        counts.subList(0, bins),
        n,
        counts.get(bins + 2),
        counts.get(bins),
        counts.get(bins + 1));
  }
}
