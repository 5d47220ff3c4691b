package parley.fl.statistic.describe;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.scale.ColumnScales;

/** The figures of one column in one group from its opened sums. Used once. */
final class ColumnFigures {
  private static final String NONE = "there is no value";
  private static final String ONE = "there is one value, two are needed";
  private static final String CONSTANT = "all values are the same";
  private static final String SMALL =
      "values are below 10^-12: multiply the column by a power of ten, the same at every provider";

  private final SortedMap<String, String> undefined = new TreeMap<>();
  private final MomentSums sums;
  private final long n;
  private final boolean constant;
  private final boolean small;

  private ColumnFigures(MomentSums sums, GroupTotals totals, int group, int column) {
    this.sums = sums;
    this.n = totals.count(group, column);
    this.constant = totals.isConstant(group, column);
    this.small = totals.isTooSmall(group, column, sums.nonzero());
  }

  static ColumnDescription of(
      GroupTotals totals,
      int group,
      int column,
      ColumnScales scales,
      BigInteger[] powers,
      @Nullable String weight) {
    MomentSums sums =
        weight == null
            ? MomentSums.of(totals.columns().get(group), column, scales, powers)
            : MomentSums.weighted(column, scales, powers);
    String name = scales.columns().get(column);
    return new ColumnFigures(sums, totals, group, column)
        .describe(name, totals.groupRows().get(group));
  }

  private ColumnDescription describe(String column, long rows) {
    Double variance = variance();
    return new ColumnDescription(
        column,
        n,
        rows - n,
        sums.weightSum(),
        sums.sum(),
        has("mean", n > 0, NONE) ? (Double) sums.mean() : null,
        variance,
        variance == null ? null : (Double) Math.sqrt(variance),
        shape("skewness"),
        shape("kurtosis"),
        sums.absolute().doubleValue(),
        sums.norm(),
        sums.nonzero(),
        undefined);
  }

  private @Nullable Double variance() {
    String reason = n == 0 ? NONE : n == 1 ? ONE : SMALL;
    if (has("variance", n > 1 && !small, reason)
        & has("standardDeviation", n > 1 && !small, reason)) {
      return constant ? 0.0 : sums.variance();
    }
    return null;
  }

  private @Nullable Double shape(String figure) {
    String reason = n == 0 ? NONE : small ? SMALL : CONSTANT;
    if (!has(figure, n > 0 && !small && !constant, reason)) {
      return null;
    }
    double m2 = sums.moment(2);
    return figure.equals("skewness")
        ? sums.moment(3) / (m2 * Math.sqrt(m2))
        : sums.moment(4) / (m2 * m2) - 3;
  }

  private boolean has(String figure, boolean holds, String reason) {
    if (!holds) {
      undefined.put(figure, reason);
    }
    return holds;
  }
}
