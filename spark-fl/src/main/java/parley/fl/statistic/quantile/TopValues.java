package parley.fl.statistic.quantile;

import java.util.List;

/**
 * The most frequent values. Immutable, thread-safe.
 *
 * @param n values, others too
 * @param missing rows without one
 * @param other values that are no level, or outside the grid
 * @param offGrid values between two points of a grid, which counted at the nearest
 * @param distinct agreed values that occur
 * @param values the most frequent first
 * @param tied further values that are as frequent as the last
 */
public record TopValues(
    String column,
    long n,
    long missing,
    long other,
    long offGrid,
    int distinct,
    List<Value> values,
    long tied) {
  /** Copies the list. */
  public TopValues {
    values = List.copyOf(values);
  }

  /** A value and how often it occurs. */
  public record Value(String value, long count) {}
}
