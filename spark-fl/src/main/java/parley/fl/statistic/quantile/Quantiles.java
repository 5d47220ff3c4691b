package parley.fl.statistic.quantile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns' quantiles: the smallest value that a share of at least q of the values does not exceed,
 * as Spark's {@code percentile_approx} where that is exact. Immutable, thread-safe.
 *
 * @param columns in the order asked for
 * @param rounds how many it took
 */
public record Quantiles(List<Column> columns, int rounds) {
  /** Copies the list. */
  public Quantiles {
    columns = List.copyOf(columns);
  }

  /**
   * A column's.
   *
   * @param n values, those outside the range too
   * @param missing rows without one
   * @param below values below the range
   * @param above values above it
   * @param offGrid values between two steps, which counted at the nearest
   * @param quantiles in the order of the probabilities
   */
  public record Column(
      String column,
      long n,
      long missing,
      long below,
      long above,
      long offGrid,
      List<Quantile> quantiles) {
    /** Copies the list. */
    public Column {
      quantiles = List.copyOf(quantiles);
    }
  }

  /**
   * One quantile.
   *
   * @param value null where the reason says why
   * @param lower the quantile is not below it; null where nothing is known
   * @param upper the quantile is not above it
   * @param reason why there is no value
   */
  public record Quantile(
      double probability,
      @Nullable Double value,
      @Nullable Double lower,
      @Nullable Double upper,
      @Nullable String reason) {}
}
