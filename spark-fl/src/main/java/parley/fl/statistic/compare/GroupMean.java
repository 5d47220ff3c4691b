package parley.fl.statistic.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.statistic.describe.GroupTotals;

/**
 * A group's mean. Immutable, thread-safe.
 *
 * @param group its level; null for all rows
 * @param n values that are not missing
 * @param mean of them
 * @param variance with n - 1
 */
public record GroupMean(@Nullable String group, long n, double mean, double variance) {
  static final MathContext DIGITS = new MathContext(60);

  /**
   * From totals.
   *
   * @throws InvalidDataException with fewer than two values, or such small ones that digits are
   *     lost
   */
  static GroupMean of(GroupTotals totals, int group, int column, @Nullable String level) {
    long n = totals.count(group, column);
    String name = totals.columns().get(group).columns().get(column);
    String where = level == null ? "" : " in group " + level;
    if (n < 2) {
      throw new InvalidDataException(
          "cannot compare means of "
              + name
              + ": there are too few values"
              + where
              + ", expected two or more, got "
              + n);
    }
    if (totals.isTooSmall(group, column, n)
        && totals.columns().get(group).sum()[column].signum() != 0) {
      throw new InvalidDataException(
          "cannot compare means of "
              + name
              + ": it is in too large a unit"
              + where
              + ", expected values above 10^-12; multiply it by a power of ten, the same at every"
              + " provider");
    }
    BigDecimal squares = totals.squaresAboutMean(group, column);
    return new GroupMean(
        level,
        n,
        totals.columns().get(group).mean(column).doubleValue(),
        squares.divide(BigDecimal.valueOf(n - 1), DIGITS).doubleValue());
  }
}
