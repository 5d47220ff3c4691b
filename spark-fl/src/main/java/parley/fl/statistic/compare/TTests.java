package parley.fl.statistic.compare;

import java.util.List;
import parley.error.ParleyException;

/**
 * Student's and Welch's tests. Immutable, thread-safe.
 *
 * @param column what was compared; of a paired test the difference's name
 * @param groups one, or two
 * @param missing rows without a value, or without both of a pair
 * @param left rows of other groups, or of none, which are in no test
 * @param tests {@code one-sample}, {@code paired}, or {@code pooled} and {@code welch}
 */
public record TTests(
    String column, List<GroupMean> groups, long missing, long left, List<Test> tests) {
  /** Copies the lists. */
  public TTests {
    groups = List.copyOf(groups);
    tests = List.copyOf(tests);
  }

  /**
   * One of the tests.
   *
   * @param name which
   * @param difference of the means, or of the mean from the given one
   * @param standardError of it
   * @param statistic t, their ratio
   * @param degreesOfFreedom not whole for Welch's
   * @param pValue two-sided
   * @param confidence of the interval
   * @param lower end of the difference's interval
   * @param upper its other end
   */
  public record Test(
      String name,
      double difference,
      double standardError,
      double statistic,
      double degreesOfFreedom,
      double pValue,
      double confidence,
      double lower,
      double upper) {}

  /**
   * A test by its name.
   *
   * @throws ParleyException if it was not made
   */
  public Test test(String name) {
    return tests.stream()
        .filter(test -> test.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParleyException(
                    "cannot find test "
                        + name
                        + ": expected one of "
                        + tests.stream().map(Test::name).toList()
                        + ", got another"));
  }
}
