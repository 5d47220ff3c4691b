package parley.fl.statistic.tail;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** P values and quantiles, all from tails. Stateless, thread-safe. */
public final class Tails {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Tails() {}

  /** Chance of a larger |t| of Student's distribution; degrees of freedom need not be whole. */
  public static double twoSidedT(double t, double degreesOfFreedom) {
    return Math.min(1, 2 * TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(t)));
  }

  /** Chance of a larger F. */
  public static double upperF(double f, double numerator, double denominator) {
    return FDistribution.of(numerator, denominator).survivalProbability(f);
  }

  /** Chance of a larger chi-square. */
  public static double upperChiSquare(double chiSquare, double degreesOfFreedom) {
    return ChiSquaredDistribution.of(degreesOfFreedom).survivalProbability(chiSquare);
  }

  /** Chance of a larger |z| of the standard normal distribution. */
  public static double twoSidedNormal(double z) {
    return Math.min(1, 2 * NORMAL.survivalProbability(Math.abs(z)));
  }

  /** The z that a share of {@code confidence} of the standard normal distribution is within. */
  public static double normalQuantile(double confidence) {
    return NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
  }

  /** The t that a share of {@code confidence} of Student's distribution is within. */
  public static double tQuantile(double confidence, double degreesOfFreedom) {
    return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - confidence) / 2);
  }
}
