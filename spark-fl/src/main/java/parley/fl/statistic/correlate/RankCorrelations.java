package parley.fl.statistic.correlate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Spearman's correlations. Immutable, thread-safe.
 *
 * @param columns names
 * @param n complete rows
 * @param dropped rows with a missing value
 * @param offGrid of each column, how many values are on no point of its grid: between two they
 *     counted at the nearest, outside all as alike
 * @param pairs each two columns
 */
public record RankCorrelations(
    List<String> columns, long n, long dropped, List<Long> offGrid, List<Pair> pairs) {
  /** Copies the lists. */
  public RankCorrelations {
    columns = List.copyOf(columns);
    offGrid = List.copyOf(offGrid);
    pairs = List.copyOf(pairs);
  }

  /**
   * Two columns; what is null has a reason.
   *
   * @param correlation of the average ranks
   * @param pValue of no correlation, two-sided, Student's t with n - 2
   */
  public record Pair(
      String first,
      String second,
      @Nullable Double correlation,
      @Nullable Double pValue,
      @Nullable String reason) {}
}
