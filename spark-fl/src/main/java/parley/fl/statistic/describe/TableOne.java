package parley.fl.statistic.describe;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.tail.Tails;

/**
 * The first table of a study: columns in two groups beside each other. Immutable, thread-safe.
 *
 * @param first a group's level
 * @param second another's
 * @param rows one a column
 */
public record TableOne(String first, String second, List<Row> rows) {
  /**
   * A column in both groups; figures that are null have a {@code reason}.
   *
   * @param standardizedDifference (m1 - m2) / sqrt((v1 + v2) / 2)
   * @param t Welch's
   * @param degreesOfFreedom Welch's, not whole
   * @param pValue two-sided
   */
  public record Row(
      String column,
      long firstN,
      @Nullable Double firstMean,
      @Nullable Double firstDeviation,
      long secondN,
      @Nullable Double secondMean,
      @Nullable Double secondDeviation,
      @Nullable Double standardizedDifference,
      @Nullable Double t,
      @Nullable Double degreesOfFreedom,
      @Nullable Double pValue,
      @Nullable String reason) {}

  /** Copies the list. */
  public TableOne {
    rows = List.copyOf(rows);
  }

  /**
   * Two groups of what was described.
   *
   * @throws parley.error.ParleyException without such a group
   */
  public static TableOne of(Descriptions found, String first, String second) {
    GroupDescription one = found.group(first);
    GroupDescription two = found.group(second);
    List<Row> rows = new ArrayList<>();
    for (int j = 0; j < found.columns().size(); j++) {
      rows.add(row(one.columns().get(j), two.columns().get(j)));
    }
    return new TableOne(first, second, rows);
  }

  private static Row row(ColumnDescription a, ColumnDescription b) {
    Double mean1 = a.mean();
    Double mean2 = b.mean();
    Double v1 = a.variance();
    Double v2 = b.variance();
    if (mean1 == null || mean2 == null || v1 == null || v2 == null || v1 + v2 == 0) {
      String reason =
          a.n() < 2 || b.n() < 2
              ? "a group has fewer than two values"
              : "values do not differ within the groups";
      return row(a, b, null, null, null, null, reason);
    }
    double difference = mean1 - mean2;
    double e1 = v1 / a.n();
    double e2 = v2 / b.n();
    double t = difference / Math.sqrt(e1 + e2);
    double freedom = (e1 + e2) * (e1 + e2) / (e1 * e1 / (a.n() - 1) + e2 * e2 / (b.n() - 1));
    double smd = difference / Math.sqrt((v1 + v2) / 2);
    return row(a, b, smd, t, freedom, Tails.twoSidedT(t, freedom), null);
  }

  private static Row row(
      ColumnDescription a,
      ColumnDescription b,
      @Nullable Double smd,
      @Nullable Double t,
      @Nullable Double freedom,
      @Nullable Double p,
      @Nullable String reason) {
    return new Row(
        a.column(),
        a.n(),
        a.mean(),
        a.standardDeviation(),
        b.n(),
        b.mean(),
        b.standardDeviation(),
        smd,
        t,
        freedom,
        p,
        reason);
  }
}
