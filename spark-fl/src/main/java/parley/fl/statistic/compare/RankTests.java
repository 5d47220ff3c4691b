package parley.fl.statistic.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tests of ranks and distributions. Immutable, thread-safe.
 *
 * @param column what was compared
 * @param groups and how many values each has
 * @param missing rows of them without a value
 * @param left rows of other groups, or of none
 * @param offGrid values on no point of the grid: between two they counted at the nearest
 * @param outside of these, values below or above the grid, which counted as alike
 * @param kruskalWallis of all groups with a value
 * @param mannWhitney of the two groups with a value; null if there are more
 * @param kolmogorovSmirnov likewise
 */
public record RankTests(
    String column,
    List<Group> groups,
    long missing,
    long left,
    long offGrid,
    long outside,
    KruskalWallis kruskalWallis,
    @Nullable MannWhitney mannWhitney,
    @Nullable KolmogorovSmirnov kolmogorovSmirnov) {
  /** Copies the list. */
  public RankTests {
    groups = List.copyOf(groups);
  }

  /** A group and its number of values. */
  public record Group(String group, long n) {}

  /**
   * Kruskal and Wallis's test, corrected for ties.
   *
   * @param statistic H
   * @param pValue upper tail of chi-square
   */
  public record KruskalWallis(double statistic, int degreesOfFreedom, double pValue) {}

  /**
   * Mann and Whitney's test.
   *
   * @param statistic U of the first group: pairs in which its value is larger, ties a half
   * @param auc U over all pairs
   * @param z with corrections for ties and continuity
   * @param pValue two-sided, of z
   */
  public record MannWhitney(double statistic, double auc, double z, double pValue) {}

  /**
   * Kolmogorov and Smirnov's test.
   *
   * @param statistic the largest distance of the distributions
   * @param pValue two-sided
   */
  public record KolmogorovSmirnov(double statistic, double pValue) {}
}
