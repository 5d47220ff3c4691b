package parley.fl.statistic.compare;

import java.util.List;

/**
 * Analyses of variance. Immutable, thread-safe.
 *
 * @param by what groups the rows
 * @param groups its levels
 * @param left rows of other groups, or of none
 * @param columns a test each
 */
public record AnovaTests(String by, List<String> groups, long left, List<Column> columns) {
  /** Copies the lists. */
  public AnovaTests {
    groups = List.copyOf(groups);
    columns = List.copyOf(columns);
  }

  /**
   * A column's test.
   *
   * @param n values of all groups
   * @param groupDegreesOfFreedom groups with a value, less 1
   * @param errorDegreesOfFreedom n less groups
   * @param betweenSquares sum of squares between groups
   * @param withinSquares sum of squares within groups
   * @param fValue ratio of their means
   * @param pValue its upper tail
   * @param etaSquared share of squares that is between groups
   */
  public record Column(
      String column,
      long n,
      long groupDegreesOfFreedom,
      long errorDegreesOfFreedom,
      double betweenSquares,
      double withinSquares,
      double fValue,
      double pValue,
      double etaSquared) {}
}
