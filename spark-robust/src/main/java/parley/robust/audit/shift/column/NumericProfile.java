package parley.robust.audit.shift.column;

import java.util.ArrayList;
import java.util.List;
import parley.robust.audit.shift.statistics.ExactTotal;

/**
 * What a sorted pass found of one feature.
 *
 * @param reference of the reference's values
 * @param data of the data's values
 * @param upTo reference rows up to where the distributions are furthest apart
 * @param dataUpTo data rows up to there
 * @param area between the distributions, times the sizes of both
 * @param knots reference values at the ranks that were asked for, each once, in order
 */
record NumericProfile(
    Moments reference, Moments data, long upTo, long dataUpTo, ExactTotal area, List<Knot> knots) {

  /** Rows by bin of both samples: the bins end at the reference's quantiles, each end included. */
  List<long[]> bins(int bins) {
    return bins(knots, reference.count(), reference.maximum(), data.count(), bins);
  }

  /**
   * Rows by bin of both samples, from knots among which are the bins' ends. Ends that fall together
   * are one; the reference's maximum is none, for the bin above it would be empty.
   */
  static List<long[]> bins(List<Knot> knots, long rows, double maximum, long dataRows, int bins) {
    List<Knot> ends = new ArrayList<>();
    int at = 0;
    for (int k = 1; k < bins && at < knots.size(); k++) {
      long rank = rank(k, bins, rows);
      while (at < knots.size() && knots.get(at).upTo() < rank) {
        at++;
      }
      if (at < knots.size()
          && knots.get(at).value() < maximum
          && (ends.isEmpty() || !ends.get(ends.size() - 1).equals(knots.get(at)))) {
        ends.add(knots.get(at));
      }
    }
    long[] reference = new long[ends.size() + 1];
    long[] data = new long[ends.size() + 1];
    long upTo = 0;
    long dataUpTo = 0;
    for (int i = 0; i < ends.size(); i++) {
      reference[i] = ends.get(i).upTo() - upTo;
      data[i] = ends.get(i).dataUpTo() - dataUpTo;
      upTo = ends.get(i).upTo();
      dataUpTo = ends.get(i).dataUpTo();
    }
    reference[ends.size()] = rows - upTo;
    data[ends.size()] = dataRows - dataUpTo;
    return List.of(reference, data);
  }

  /** The rank from 1 of quantile k of so many: ceil(k rows / quantiles), 1 for k = 0. */
  static long rank(int k, int quantiles, long rows) {
    return Math.max(1, (Math.multiplyExact(rows, (long) k) + quantiles - 1) / quantiles);
  }
}
