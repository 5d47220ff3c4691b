package parley.fl.statistic.quantile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The querier's search for one quantile of one column: a bin that holds it, finer by the round. For
 * one thread.
 */
final class QuantileSearch {
  private final QuantileRange range;
  private final double probability;
  private final long least;

  /** Points of the bin as a power of two, its first point, values below it, values in it. */
  private int shift;

  private long first;
  private long before;

  /** How many values the quantile is the largest of. */
  private long rank;

  private Quantiles.@Nullable Quantile found;

  QuantileSearch(QuantileRange range, double probability, long least) {
    this.range = range;
    this.probability = probability;
    this.least = least;
  }

  /** The first round. */
  void start(long n, long below, long above, long[] bins) {
    shift = range.firstShift();
    before = below;
    rank =
        Math.max(
            1,
            BigDecimal.valueOf(probability)
                .multiply(BigDecimal.valueOf(n))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact());
    if (n == 0) {
      found = none("there is no value", null, null);
    } else if (rank <= below) {
      found = none("it is below the range", null, range.from());
    } else if (rank > n - above) {
      found = none("it is above the range", range.to(), null);
    } else {
      choose(bins);
    }
  }

  private Quantiles.Quantile none(String reason, @Nullable Double lower, @Nullable Double upper) {
    return new Quantiles.Quantile(probability, null, lower, upper, reason);
  }

  boolean isDone() {
    return found != null;
  }

  Quantiles.Quantile found() {
    if (found == null) {
      throw new IllegalStateException("cannot tell a quantile: its search is not at its end");
    }
    return found;
  }

  /** The bin to be refined, its points divided by their number. */
  long bin() {
    return first >> shift;
  }

  /** The finer bins of the bin. */
  void refine(long[] bins) {
    shift = Math.max(0, shift - QuantileStatistic.LOG_BINS);
    choose(bins);
  }

  /** Takes the bin with the rank, or tells the quantile. */
  private void choose(long[] bins) {
    int k = 0;
    while (before + bins[k] < rank) {
      before += bins[k++];
    }
    long start = first;
    if (bins[k] < least) {
      found = widened(start, bins, k);
      return;
    }
    first = start + ((long) k << shift);
    if (shift == 0) {
      double lower = range.lowest(first);
      double upper = range.highest(first);
      double value = lower == upper ? lower : lower + (upper - lower) / 2;
      found = new Quantiles.Quantile(probability, value, lower, upper, null);
    }
  }

  /** The interval of neighbouring bins, as few as hold so many rows. */
  private Quantiles.Quantile widened(long start, long[] bins, int k) {
    int low = k;
    int high = k;
    long rows = bins[k];
    while (rows < least && (low > 0 || high < bins.length - 1)) {
      boolean down = high == bins.length - 1 || low > 0 && k - low <= high - k;
      rows += down ? bins[--low] : bins[++high];
    }
    long last = Math.min(range.points(), start + ((long) (high + 1) << shift)) - 1;
    return none(
        "a narrower interval has fewer than " + least + " rows",
        range.lowest(start + ((long) low << shift)),
        range.highest(last));
  }
}
