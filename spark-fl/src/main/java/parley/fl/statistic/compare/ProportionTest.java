package parley.fl.statistic.compare;

import java.util.List;

/**
 * Two groups' shares of an outcome. Immutable, thread-safe.
 *
 * @param success the outcome that is counted
 * @param groups both
 * @param left rows of other groups, or with a missing value
 * @param difference of the shares
 * @param statistic z with the pooled share's error
 * @param pValue two-sided
 * @param confidence of the groups' intervals
 */
public record ProportionTest(
    String success,
    List<Share> groups,
    long left,
    double difference,
    double statistic,
    double pValue,
    double confidence) {
  /** Copies the list. */
  public ProportionTest {
    groups = List.copyOf(groups);
  }

  /**
   * A group's share.
   *
   * @param lower end of Wilson's interval
   * @param upper its other end
   */
  public record Share(String group, long n, long count, double share, double lower, double upper) {}
}
