package parley.robust.audit.frame;

import org.apache.commons.statistics.distribution.NormalDistribution;
import parley.measure.Interval;

/**
 * The score interval of a proportion (<a
 * href="https://doi.org/10.1080/01621459.1927.10502953">Wilson 1927</a>): (p + z^2/2n +- z
 * sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n). It holds its confidence on average over proportions,
 * also near 0 and 1 and in small groups. Stateless, so safe for use by several threads.
 */
public final class WilsonInterval {
  private WilsonInterval() {}

  /**
   * The interval.
   *
   * @param successes 0 to trials
   * @param trials more than 0
   * @param confidence between 0 and 1, such as 0.95
   * @return both ends from 0 to 1
   */
  public static Interval of(double successes, double trials, double confidence) {
    if (!(trials > 0 && successes >= 0 && successes <= trials)) {
      throw new IllegalArgumentException(
          "cannot bound a proportion: expected 0 <= successes <= trials and trials, got "
              + successes
              + " of "
              + trials);
    }
    double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
    double p = successes / trials;
    double centre = p + z * z / (2 * trials);
    double half = z * Math.sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials));
    double scale = 1 + z * z / trials;
    double lower = successes == 0 ? 0 : Math.max(0, (centre - half) / scale);
    double upper = successes == trials ? 1 : Math.min(1, (centre + half) / scale);
    return new Interval(lower, upper, confidence);
  }
}
