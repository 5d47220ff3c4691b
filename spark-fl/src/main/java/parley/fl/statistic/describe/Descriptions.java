package parley.fl.statistic.describe;

import java.util.List;
import parley.error.ParleyException;

/**
 * What {@link DescribeStatistic} found. Immutable, thread-safe.
 *
 * @param columns their names
 * @param rows of all providers
 * @param rowsWithoutGroup of them those whose group is missing
 * @param groups one without a group's name, or one a level in the order of the levels and {@code
 *     (other)} where there is any
 */
public record Descriptions(
    List<String> columns, long rows, long rowsWithoutGroup, List<GroupDescription> groups) {
  /** Copies the lists. */
  public Descriptions {
    columns = List.copyOf(columns);
    groups = List.copyOf(groups);
  }

  /**
   * A group by its level.
   *
   * @throws ParleyException if there is none
   */
  public GroupDescription group(String level) {
    return groups.stream()
        .filter(g -> level.equals(g.group()))
        .findFirst()
        .orElseThrow(
            () ->
                new ParleyException(
                    "cannot find group "
                        + level
                        + ": expected one of "
                        + groups.stream().map(GroupDescription::group).toList()
                        + ", got another"));
  }
}
