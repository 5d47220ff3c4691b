package parley.fl.statistic.glm;

/** How labels scatter about their mean. */
public enum Family {
  /** Any labels, of one variance. */
  GAUSSIAN,
  /** 0 or 1, or shares of a row's weight. */
  BINOMIAL,
  /** Counts; the variance is the mean. */
  POISSON,
  /** Positive labels; the variance is the mean's square. */
  GAMMA,
  /** Labels of at least 0; the variance is a power of the mean between 1 and 2. */
  TWEEDIE,
  /** Counts; the variance is mean + alpha mean^2. */
  NEGATIVE_BINOMIAL
}
