package parley.robust.defence.certify;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * One-sided confidence bounds of a binomial proportion (<a
 * href="https://doi.org/10.1093/biomet/26.4.404">Clopper and Pearson 1934</a>): exact, so the true
 * proportion is on the wrong side with probability at most alpha, whatever it is. Stateless, so
 * safe for use by several threads.
 */
public final class ClopperPearson {
  private static final int STEPS = 20;
  private static final double ENOUGH = 1e-15;

  private ClopperPearson() {}

  /**
   * The lower bound: the proportion below which so many successes have probability at most alpha.
   *
   * @param successes 0 to trials
   * @param trials 1 or more
   * @param alpha between 0 and 1, such as 0.001
   * @return 0 to 1; 0 without successes
   */
  public static double lower(long successes, long trials, double alpha) {
    check(successes, trials, alpha);
    return successes == 0 ? 0 : 1 - tail(trials - successes + 1, successes, alpha);
  }

  /**
   * The upper bound: the proportion above which so few successes have probability at most alpha.
   *
   * @param successes 0 to trials
   * @param trials 1 or more
   * @param alpha between 0 and 1, such as 0.001
   * @return 0 to 1; 1 without failures
   */
  public static double upper(long successes, long trials, double alpha) {
    check(successes, trials, alpha);
    return successes == trials ? 1 : tail(successes + 1, trials - successes, alpha);
  }

  /**
   * Where a beta distribution's upper tail holds alpha. The library's solver stops at an absolute
   * error that is large beside a bound near 0, so Newton's method goes on from there.
   */
  private static double tail(long a, long b, double alpha) {
    BetaDistribution beta = BetaDistribution.of(a, b);
    double x = beta.inverseSurvivalProbability(alpha);
    for (int i = 0; i < STEPS; i++) {
      double step = (beta.survivalProbability(x) - alpha) / beta.density(x);
      if (!(Math.abs(step) < Math.min(x, 1 - x))) {
        return x;
      }
      x += step;
      if (Math.abs(step) <= ENOUGH * x) {
        return x;
      }
    }
    return x;
  }

  private static void check(long successes, long trials, double alpha) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "cannot bound a proportion: expected 0 <= successes <= trials and 1 trial or more, got"
              + " %d of %d".formatted(successes, trials));
    }
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException(
          "cannot bound a proportion: expected alpha between 0 and 1, got " + alpha);
    }
  }
}
