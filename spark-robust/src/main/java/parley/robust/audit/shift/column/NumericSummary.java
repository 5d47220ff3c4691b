package parley.robust.audit.shift.column;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;

/**
 * What is kept of a numeric column: exact counts at some of its values, among them all quantiles
 * that were asked for. Between two kept values the distribution is known within {@link #rankError}.
 * Immutable, so safe for use by several threads.
 *
 * @param name of the column
 * @param count rows with a value
 * @param missing rows without
 * @param mean null without rows, or where it is too large for a double
 * @param variance with count - 1 below; null with fewer than two rows, or where it is too large
 * @param values in rising order; first the minimum, last the maximum; empty without rows
 * @param below for each value, how many rows are below it
 * @param upTo for each value, how many rows are not above it
 */
public record NumericSummary(
    String name,
    long count,
    long missing,
    @Nullable Double mean,
    @Nullable Double variance,
    List<Double> values,
    List<Long> below,
    List<Long> upTo) {

  /**
   * Takes copies, and checks that this can be a column.
   *
   * @throws InvalidDataException if it cannot
   */
  public NumericSummary {
    values = List.copyOf(values);
    below = List.copyOf(below);
    upTo = List.copyOf(upTo);
    expect(count >= 0 && missing >= 0, name, "counts of 0 or more");
    expect(
        values.size() == below.size() && values.size() == upTo.size(),
        name,
        "two counts for each value");
    expect(values.isEmpty() == (count == 0), name, "values where there are rows");
    long before = 0;
    for (int k = 0; k < values.size(); k++) {
      expect(Double.isFinite(values.get(k)), name, "finite values");
      expect(k == 0 || values.get(k - 1) < values.get(k), name, "values in rising order");
      expect(before <= below.get(k) && below.get(k) < upTo.get(k), name, "counts in rising order");
      before = upTo.get(k);
    }
    expect(before == count, name, "counts that end with all rows");
    expect(count == 0 || below.get(0) == 0, name, "counts that begin with the minimum");
    expect(
        mean == null
            || (count > 0 && mean >= values.get(0) && mean <= values.get(values.size() - 1)),
        name,
        "a mean between minimum and maximum");
    expect(
        variance == null || (Double.isFinite(variance) && variance >= 0),
        name,
        "a variance of 0 or more");
  }

  static NumericSummary of(String name, NumericProfile profile, long missing) {
    List<Double> values = new ArrayList<>();
    List<Long> below = new ArrayList<>();
    List<Long> upTo = new ArrayList<>();
    for (Knot knot : profile.knots()) {
      values.add(knot.value());
      below.add(knot.below());
      upTo.add(knot.upTo());
    }
    return new NumericSummary(
        name,
        profile.reference().count(),
        missing,
        profile.reference().mean("mean").value(),
        profile.reference().variance("variance").value(),
        values,
        below,
        upTo);
  }

  /** The largest share of rows between two kept values: no rank is off by more. */
  public double rankError() {
    long widest = 0;
    for (int k = 1; k < values.size(); k++) {
      widest = Math.max(widest, below.get(k) - upTo.get(k - 1));
    }
    return count == 0 ? 0 : (double) widest / count;
  }

  private static void expect(boolean is, String name, String expected) {
    if (!is) {
      throw new InvalidDataException(
          "cannot use the summary of column %s: expected %s".formatted(name, expected));
    }
  }
}
