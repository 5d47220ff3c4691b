package parley.fl.statistic.glm;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What is linear in the features: eta = g(mean). Means and slopes are the same to the bit on every
 * machine. Stateless, thread-safe.
 */
public enum Link {
  /** eta = mean. */
  IDENTITY,
  /** eta = ln mean. */
  LOG,
  /** eta = ln(mean / (1 - mean)). */
  LOGIT,
  /** eta is the normal quantile of the mean. */
  PROBIT,
  /** eta = ln(-ln(1 - mean)). */
  CLOGLOG,
  /** eta is the mean's square root. */
  SQRT,
  /** eta = 1 / mean. */
  INVERSE;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

  /** Nearer to 0 or 1 no probability is. */
  private static final double LEAST = Math.ulp(1.0);

  /** g(mean). */
  public double eta(double mean) {
    return switch (this) {
      case IDENTITY -> mean;
      case LOG -> StrictMath.log(mean);
      case LOGIT -> StrictMath.log(mean / (1 - mean));
      case PROBIT -> NORMAL.inverseCumulativeProbability(mean);
      case CLOGLOG -> StrictMath.log(-StrictMath.log1p(-mean));
      case SQRT -> Math.sqrt(mean);
      case INVERSE -> 1 / mean;
    };
  }

  /** The mean at eta; probabilities at least 2^-52 away from 0 and 1. */
  public double mean(double eta) {
    return switch (this) {
      case IDENTITY -> eta;
      case LOG -> StrictMath.exp(eta);
      case LOGIT -> probability(1 / (1 + StrictMath.exp(-eta)));
      case PROBIT -> probability(Normal.cumulative(eta));
      case CLOGLOG -> probability(-StrictMath.expm1(-StrictMath.exp(eta)));
      case SQRT -> eta * eta;
      case INVERSE -> 1 / eta;
    };
  }

  /**
   * Derivative of the mean by eta.
   *
   * @param mean {@link #mean} of eta
   */
  public double slope(double eta, double mean) {
    return switch (this) {
      case IDENTITY -> 1;
      case LOG -> mean;
      case LOGIT -> mean * (1 - mean);
      case PROBIT -> Math.max(LEAST, StrictMath.exp(-eta * eta / 2) / ROOT_TWO_PI);
      case CLOGLOG -> Math.max(LEAST, StrictMath.exp(eta - StrictMath.exp(eta)));
      case SQRT -> 2 * eta;
      case INVERSE -> -mean * mean;
    };
  }

  private static double probability(double mean) {
    return Math.min(1 - LEAST, Math.max(LEAST, mean));
  }
}
