package parley.fl.statistic.survival;

import java.util.List;

/**
 * A comparison of groups' survival. Immutable, thread-safe.
 *
 * @param groups in the order of the levels
 * @param chiSquare of the weighted differences between observed and expected events
 * @param degreesOfFreedom groups with rows less 1
 * @param pValue upper tail
 * @param droppedRows rows with a missing value or of no known group
 */
public record LogRankResult(
    List<Group> groups, double chiSquare, int degreesOfFreedom, double pValue, long droppedRows) {
  /**
   * A group.
   *
   * @param group its level
   * @param rows of the group
   * @param observed events
   * @param expected events if all groups survived alike, whatever the weighting
   */
  public record Group(String group, long rows, long observed, double expected) {}

  /** Takes a copy of the list. */
  public LogRankResult {
    groups = List.copyOf(groups);
  }
}
