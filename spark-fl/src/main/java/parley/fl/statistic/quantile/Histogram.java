package parley.fl.statistic.quantile;

import java.util.List;

/**
 * Counts between edges. Immutable, thread-safe.
 *
 * @param edges ascending; bin k is from edge k up to, not with, edge k + 1, the last with it
 * @param counts one less than edges
 * @param n values, those outside too
 * @param missing rows without one
 * @param below values below the first edge
 * @param above values above the last
 */
public record Histogram(
    String column,
    List<Double> edges,
    List<Long> counts,
    long n,
    long missing,
    long below,
    long above) {
  /** Copies the lists. */
  public Histogram {
    edges = List.copyOf(edges);
    counts = List.copyOf(counts);
  }
}
