package parley.robust.audit.shift.column;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.measure.Measure;
import parley.robust.audit.shift.rows.Bounds;
import parley.robust.audit.shift.statistics.KolmogorovSmirnov;

/**
 * A saved column against the data's counts. At the kept values both distributions are known;
 * between two of them each rises from one known count to another, so that their distance has
 * bounds.
 *
 * @param least a place whose distance certainly occurs
 * @param most two counts that bound every distance
 * @param wasserstein as if values between kept ones were spread evenly
 */
record SummaryComparison(
    Place least,
    Place most,
    Measure wasserstein,
    @Nullable Bounds wassersteinBounds,
    List<Knot> knots) {

  /** Reference rows and data rows up to a place. */
  record Place(long upTo, long dataUpTo) {
    double statistic(long size, long dataSize) {
      return KolmogorovSmirnov.statistic(upTo, size, dataUpTo, dataSize);
    }

    double pValue(long size, long dataSize) {
      return KolmogorovSmirnov.pValue(upTo, size, dataUpTo, dataSize);
    }

    Place further(Place other, long size, long dataSize) {
      return other.statistic(size, dataSize) > statistic(size, dataSize) ? other : this;
    }
  }

  static SummaryComparison of(NumericSummary summary, DataCounts counts) {
    long n = summary.count();
    long m = counts.moments().count();
    long[][] data = counts.cumulative();
    List<Knot> knots = new ArrayList<>();
    Place least = new Place(0, 0);
    for (int k = 0; k < summary.values().size(); k++) {
      Knot knot =
          new Knot(
              summary.values().get(k),
              summary.below().get(k),
              summary.upTo().get(k),
              data[0][k],
              data[1][k]);
      knots.add(knot);
      least = least.further(new Place(knot.below(), knot.dataBelow()), n, m);
      least = least.further(new Place(knot.upTo(), knot.dataUpTo()), n, m);
    }
    Place most = least;
    double even = 0;
    double lower = 0;
    double upper = 0;
    for (int k = 1; k < knots.size(); k++) {
      Knot from = knots.get(k - 1);
      Knot to = knots.get(k);
      if (to.below() > from.upTo()) {
        most = most.further(new Place(to.below(), from.dataUpTo()), n, m);
        most = most.further(new Place(from.upTo(), to.dataBelow()), n, m);
      }
      double width = to.value() - from.value();
      double f0 = (double) from.upTo() / n;
      double f1 = (double) to.below() / n;
      double g0 = (double) from.dataUpTo() / m;
      double g1 = (double) to.dataBelow() / m;
      even += width * meanDistance(f0 - g0, f1 - g1);
      lower += width * Math.max(0, Math.max(f0 - g1, g0 - f1));
      upper += width * Math.max(f1 - g0, g1 - f0);
    }
    double outside =
        counts.outside().isFinite() ? counts.outside().mean(m) : Double.POSITIVE_INFINITY;
    boolean finite = Double.isFinite(upper + outside);
    return new SummaryComparison(
        least,
        most,
        finite
            ? Measure.of("wasserstein", even + outside)
            : Measure.undefined("wasserstein", "the values' range is too large for a double"),
        finite ? new Bounds(lower + outside, upper + outside) : null,
        knots);
  }

  /** The mean of |d| while d goes evenly from one number to another. */
  private static double meanDistance(double from, double to) {
    double a = Math.abs(from);
    double b = Math.abs(to);
    return from * to >= 0 ? (a + b) / 2 : (a * a + b * b) / (2 * (a + b));
  }
}
