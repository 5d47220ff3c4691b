package parley.fl.statistic.quantile;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * Quantiles of columns by rounds of bins: at most 4096 over a column's range, then the finer ones
 * of each bin that holds an asked rank, which the providers are told. Whole numbers, or other
 * values on a grid of at most 4096 steps, are exact in one round; other values take four. The
 * search stops at bins of fewer rows than asked for, and the result is an interval with as many;
 * the counts of the last round are opened to the querier all the same. Immutable, thread-safe.
 *
 * @param names numeric columns
 * @param probabilities above 0, at most 1
 * @param ranges one a column
 * @param leastRowsInBin fewest rows of a bin that a quantile is told by; 1 for all
 */
@DefaultSerializer(JavaSerializer.class)
public record QuantileStatistic(
    List<String> names, List<Double> probabilities, List<QuantileRange> ranges, int leastRowsInBin)
    implements Statistic<Quantiles> {
  private static final long serialVersionUID = 1L;
  static final int LOG_BINS = 12;
  private static final int BINS = 1 << LOG_BINS;
  private static final int ROW_BITS = 40;

  /** Of each column in the first round: values below, above, missing and off the grid. */
  private static final int EXTRA = 4;

  /**
   * @throws ParleyException without a range for each column, or a probability
   */
  public QuantileStatistic {
    names = List.copyOf(names);
    probabilities = List.copyOf(probabilities);
    ranges = List.copyOf(ranges);
    if (ranges.size() != names.size()) {
      throw new ParleyException(
          "cannot find quantiles: expected a range for each of "
              + names
              + ", got "
              + ranges.size());
    }
    if (probabilities.isEmpty() || probabilities.stream().anyMatch(q -> !(q > 0 && q <= 1))) {
      throw new ParleyException(
          "cannot find quantiles: expected probabilities above 0 and at most 1, got "
              + probabilities);
    }
    if (leastRowsInBin < 1) {
      throw new ParleyException(
          "cannot find quantiles: expected at least one row in a bin, got " + leastRowsInBin);
    }
  }

  @Override
  public Columns columns() {
    return Columns.ofNumbers(names);
  }

  @Override
  public List<SumSpec> sums() {
    int rounds = ranges.stream().mapToInt(QuantileRange::rounds).max().orElse(1);
    return rounds == 1 ? List.of(first()) : List.of(first(), finer(rounds - 1));
  }

  private SumSpec first() {
    return spec(
        "quantiles/bins", ranges.stream().mapToInt(r -> r.firstBins() + EXTRA).sum(), "bins of ");
  }

  private SumSpec finer(int rounds) {
    // Too long a vector is refused by the spec.
    long length = (long) names.size() * probabilities.size() * BINS;
    return spec("quantiles/finer", (int) Math.min(Integer.MAX_VALUE, length), "finer bins of ")
        .withOpenings(rounds);
  }

  private SumSpec spec(String step, int length, String words) {
    return SumSpec.of(
        step,
        "rows in " + words + String.join(", ", names),
        length,
        BigInteger.ONE.shiftLeft(ROW_BITS));
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    long[] counts = new long[spec.length()];
    if (spec.equals(first())) {
      countAll(rows, counts);
    } else {
      countFiner(rows, arguments, counts);
    }
    return Arrays.stream(counts).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
  }

  private void countAll(TableRows rows, long[] counts) {
    int at = 0;
    for (int j = 0; j < names.size(); j++) {
      QuantileRange range = ranges.get(j);
      int shift = range.firstShift();
      int bins = range.firstBins();
      long points = range.points();
      for (double value : rows.numbers(names.get(j))) {
        if (Double.isNaN(value)) {
          counts[at + bins + 2]++;
          continue;
        }
        long point = range.point(value);
        int bin = point < 0 ? bins : point == points ? bins + 1 : (int) (point >> shift);
        counts[at + bin]++;
        counts[at + bins + 3] += bin < bins && range.isOff(value) ? 1 : 0;
      }
      at += bins + EXTRA;
    }
  }

  /** Told for each column and probability: the bin to refine, or -1. */
  private void countFiner(TableRows rows, byte[] arguments, long[] counts) {
    WireReader in = new WireReader(arguments, "bins of quantiles");
    for (int j = 0; j < names.size(); j++) {
      int shift = in.integer("shift", 0, Long.SIZE - 1);
      long[] bins = in.longs("bins");
      if (bins.length != probabilities.size()) {
        throw in.refuse("it has " + bins.length + " bins of " + names.get(j));
      }
      QuantileRange range = ranges.get(j);
      int finer = Math.max(0, shift - LOG_BINS);
      long points = range.points();
      for (double value : rows.numbers(names.get(j))) {
        long point = Double.isNaN(value) ? -1 : range.point(value);
        if (point < 0 || point == points) {
          continue;
        }
        for (int q = 0; q < bins.length; q++) {
          if (point >> shift == bins[q]) {
            int within = (int) (point >> finer) & (1 << (shift - finer)) - 1;
            counts[(j * bins.length + q) * BINS + within]++;
          }
        }
      }
    }
    in.end();
  }

  @Override
  public Quantiles result(SecureSum sums) {
    long[] opened = longs(sums.open(first(), new byte[0]).integers());
    int d = names.size();
    List<List<QuantileSearch>> searches = new ArrayList<>();
    List<long[]> extras = new ArrayList<>();
    int at = 0;
    for (int j = 0; j < d; j++) {
      QuantileRange range = ranges.get(j);
      long[] bins = Arrays.copyOfRange(opened, at, at + range.firstBins());
      at += bins.length + EXTRA;
      long[] extra = Arrays.copyOfRange(opened, at - EXTRA, at);
      long n = Arrays.stream(bins).sum() + extra[0] + extra[1];
      if (n == 0) {
        throw new InvalidDataException(
            "cannot find quantiles of "
                + names.get(j)
                + ": no provider has a value, expected at least one, got 0 in "
                + extra[2]
                + " rows");
      }
      List<QuantileSearch> column = new ArrayList<>();
      for (double q : probabilities) {
        QuantileSearch search = new QuantileSearch(range, q, leastRowsInBin);
        search.start(n, extra[0], extra[1], bins);
        column.add(search);
      }
      searches.add(column);
      extras.add(new long[] {n, extra[2], extra[0], extra[1], extra[3]});
    }
    int rounds = 1;
    while (searches.stream().flatMap(List::stream).anyMatch(s -> !s.isDone())) {
      refine(sums, searches, rounds++);
    }
    List<Quantiles.Column> columns = new ArrayList<>();
    for (int j = 0; j < d; j++) {
      long[] e = extras.get(j);
      List<Quantiles.Quantile> found = searches.get(j).stream().map(QuantileSearch::found).toList();
      columns.add(new Quantiles.Column(names.get(j), e[0], e[1], e[2], e[3], e[4], found));
    }
    return new Quantiles(columns, rounds);
  }

  private void refine(SecureSum sums, List<List<QuantileSearch>> searches, int round) {
    WireWriter told = new WireWriter();
    for (int j = 0; j < names.size(); j++) {
      int shift = Math.max(0, ranges.get(j).firstShift() - LOG_BINS * (round - 1));
      told.add(shift)
          .add(searches.get(j).stream().mapToLong(s -> s.isDone() ? -1 : s.bin()).toArray());
    }
    long[] opened = longs(sums.open(sums().get(1), told.toBytes()).integers());
    int slot = 0;
    for (List<QuantileSearch> column : searches) {
      for (QuantileSearch search : column) {
        if (!search.isDone()) {
          search.refine(Arrays.copyOfRange(opened, slot * BINS, (slot + 1) * BINS));
        }
        slot++;
      }
    }
  }

  private static long[] longs(BigInteger[] counts) {
    return Arrays.stream(counts).mapToLong(BigInteger::longValueExact).toArray();
  }
}
