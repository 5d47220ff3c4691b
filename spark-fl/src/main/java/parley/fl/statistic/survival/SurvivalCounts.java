package parley.fl.statistic.survival;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.CountStatistic;
import parley.fl.statistic.design.CompleteRows;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Events and censored rows by group and point of the grid. Callers do not change the arrays.
 *
 * @param groups names; one without a name where there is no category
 * @param grid the times
 * @param events by group and point
 * @param censored by group and point
 * @param droppedRows rows with a missing value or of no known group
 */
record SurvivalCounts(
    List<String> groups, TimeGrid grid, long[][] events, long[][] censored, long droppedRows) {
  /** Rows of a provider at most. */
  private static final BigInteger BOUND = BigInteger.ONE.shiftLeft(40);

  static Columns columns(String time, String event, @Nullable Category by) {
    return new Columns(List.of(time, event), by == null ? List.of() : List.of(by), null);
  }

  private static int groups(@Nullable Category by) {
    return by == null ? 1 : by.levels().size();
  }

  static SumSpec spec(@Nullable Category by, TimeGrid grid) {
    long length = 2L * groups(by) * grid.points() + 1;
    if (length > 1 << 24) {
      throw new ParleyException(
          "cannot count on a time grid: expected at most 2^24 counts, got " + length);
    }
    String words =
        "events and censored rows at %d times%s, and rows left out"
            .formatted(grid.points(), by == null ? "" : " by " + by.column());
    return SumSpec.of("survival/counts", words, (int) length, BOUND);
  }

  static BigInteger[] local(
      String time, String event, @Nullable Category by, TimeGrid grid, TableRows all) {
    CompleteRows complete =
        CompleteRows.of(List.of(time, event), by == null ? List.of() : List.of(by.column()), all);
    TableRows rows = complete.rows();
    double[] times = rows.numbers(time);
    double[] codes = rows.numbers(event);
    check(rows, times, t -> t >= 0, time, "negative times", "times of at least 0");
    check(rows, codes, e -> e == 0 || e == 1, event, "other event codes", "0 or 1");
    check(
        rows,
        times,
        t -> grid.point(t) >= 0,
        time,
        "times off the grid",
        "times on %s:%s:%s; round them, the same at every provider"
            .formatted(grid.from(), grid.to(), grid.step()));
    int points = grid.points();
    long[] counts = new long[2 * groups(by) * points + 1];
    int[] levels = by == null ? new int[rows.rows()] : rows.codes(by.column());
    int other = 0;
    for (int i = 0; i < rows.rows(); i++) {
      if (levels[i] >= groups(by)) {
        other++;
        continue;
      }
      int kind = codes[i] == 1 ? 0 : 1;
      counts[(2 * levels[i] + kind) * points + grid.point(times[i])]++;
    }
    counts[counts.length - 1] = complete.dropped() + other;
    return Arrays.stream(counts).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
  }

  /** Refuses values, telling their number alone. */
  static void check(
      TableRows rows,
      double[] values,
      DoublePredicate good,
      String column,
      String what,
      String expected) {
    long bad = Arrays.stream(values).filter(v -> !good.test(v)).count();
    if (bad > 0) {
      throw new InvalidDataException(
          "cannot analyse survival: %d rows of provider %s have %s in %s, expected %s"
              .formatted(bad, rows.provider(), what, column, expected));
    }
  }

  /**
   * Counts whose sums from the first time up to each are rounded, so that what a curve shows of
   * rows is a multiple, and off by less than one whatever the time; each count apart would lose
   * most events.
   */
  static BigInteger[] rounded(BigInteger[] counts, TimeGrid grid, long multiple) {
    int points = grid.points();
    BigInteger[] rounded = new BigInteger[counts.length];
    BigInteger sum = BigInteger.ZERO;
    BigInteger before = BigInteger.ZERO;
    for (int k = 0; k < counts.length; k++) {
      if (k % points == 0) {
        sum = BigInteger.ZERO;
        before = BigInteger.ZERO;
      }
      sum = sum.add(counts[k]);
      BigInteger now = CountStatistic.rounded(sum, multiple);
      rounded[k] = now.subtract(before);
      before = now;
    }
    return rounded;
  }

  static SurvivalCounts of(@Nullable Category by, TimeGrid grid, OpenedSum opened) {
    BigInteger[] all = opened.integers();
    int points = grid.points();
    int groups = groups(by);
    long[][] events = new long[groups][points];
    long[][] censored = new long[groups][points];
    long rows = 0;
    for (int g = 0; g < groups; g++) {
      for (int k = 0; k < points; k++) {
        events[g][k] = all[2 * g * points + k].longValueExact();
        censored[g][k] = all[(2 * g + 1) * points + k].longValueExact();
        rows += events[g][k] + censored[g][k];
      }
    }
    long dropped = all[all.length - 1].longValueExact();
    if (rows == 0) {
      throw new InvalidDataException(
          "cannot analyse survival: expected rows with a time, an event code and a group, got none"
              + (dropped > 0 ? " among " + dropped : ""));
    }
    List<String> names = by == null ? List.of("") : by.levels();
    return new SurvivalCounts(names, grid, events, censored, dropped);
  }

  /** At risk by group and point. */
  long[][] atRisk() {
    long[][] risk = new long[groups.size()][grid.points()];
    for (int g = 0; g < risk.length; g++) {
      long left = 0;
      for (int k = grid.points() - 1; k >= 0; k--) {
        left += events[g][k] + censored[g][k];
        risk[g][k] = left;
      }
    }
    return risk;
  }
}
