package parley.robust.audit.individual;

import java.util.List;
import parley.measure.Measure;

/**
 * Which pairs of rows are treated more differently than their distance allows. Immutable, so safe
 * for use by several threads.
 *
 * @param rows how many rows were compared, each with each
 * @param constant L: predictions may differ by L times the distance
 * @param pairs rows (rows - 1) / 2
 * @param violations pairs that differ by more
 * @param violationShare violations over pairs
 * @param smallestConstant the smallest L without a violation on these rows; undefined if equal rows
 *     are treated differently
 * @param worst the violations that need the largest L, the worst first; at most as many as asked
 *     for
 */
public record LipschitzReport(
    long rows,
    double constant,
    long pairs,
    long violations,
    Measure violationShare,
    Measure smallestConstant,
    List<UnequalPair> worst) {

  /** Takes a copy of the list. */
  public LipschitzReport {
    worst = List.copyOf(worst);
  }

  static LipschitzReport of(
      long rows,
      double constant,
      long pairs,
      long violations,
      double largest,
      List<UnequalPair> worst) {
    String name = "smallestLipschitzConstant";
    return new LipschitzReport(
        rows,
        constant,
        pairs,
        violations,
        Measure.of("lipschitzViolationShare", (double) violations / pairs),
        Double.isFinite(largest)
            ? Measure.of(name, largest)
            : Measure.undefined(
                name, "rows with equal features are treated differently, so no constant does"),
        worst);
  }
}
