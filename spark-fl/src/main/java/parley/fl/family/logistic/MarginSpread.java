package parley.fl.family.logistic;

import parley.fl.activation.SigmoidPolynomial;

/**
 * Where the margins of all rows lie, as a normal distribution. Immutable, so safe for use by
 * several threads.
 *
 * @param mean of u, a margin less the base rate's logit
 * @param deviation of u
 */
record MarginSpread(double mean, double deviation) {
  private static final int NODES = 121;
  private static final double FARTHEST = 6;
  private static final int SCAN = 200;
  private static final double LEAST_VARIANCE = 1e-3;

  /** What is weighed over the normal distribution. */
  interface Integrand {
    double at(double standard);
  }

  /**
   * From the mean square of u: its mean is where the mean of sigma(logit + u) is the base rate,
   * which holds at the optimum of a model with an intercept.
   */
  static MarginSpread of(BaseRate rate, double meanSquare) {
    if (!rate.centred()) {
      return new MarginSpread(0, Math.sqrt(Math.max(meanSquare, LEAST_VARIANCE)));
    }
    double root = Math.sqrt(meanSquare);
    double end = excess(rate, meanSquare, 0) > 0 ? -root : root;
    double before = 0;
    double beforeExcess = excess(rate, meanSquare, 0);
    double best = 0;
    double least = Math.abs(beforeExcess);
    for (int k = 1; k < SCAN; k++) {
      double mean = end * k / (SCAN - 1);
      double excess = excess(rate, meanSquare, mean);
      if (beforeExcess * excess <= 0) {
        double crossing =
            excess == beforeExcess
                ? before
                : before + (mean - before) * beforeExcess / (beforeExcess - excess);
        return at(crossing, meanSquare);
      }
      if (Math.abs(excess) < least) {
        least = Math.abs(excess);
        best = mean;
      }
      before = mean;
      beforeExcess = excess;
    }
    return at(best, meanSquare);
  }

  private static MarginSpread at(double mean, double meanSquare) {
    return new MarginSpread(mean, Math.sqrt(Math.max(meanSquare - mean * mean, LEAST_VARIANCE)));
  }

  private static double excess(BaseRate rate, double meanSquare, double mean) {
    double s = Math.sqrt(Math.max(meanSquare - mean * mean, 0));
    return expectation(n -> SigmoidPolynomial.exact(rate.logit() + mean + s * n)) - rate.rate();
  }

  /** The same with a deviation of at least that. */
  MarginSpread atLeast(double least) {
    return new MarginSpread(mean, Math.max(deviation, least));
  }

  /** The mean of f(N) for a standard normal N, by the trapezium rule. */
  static double expectation(Integrand f) {
    double sum = 0;
    double weights = 0;
    for (int k = 0; k < NODES; k++) {
      double n = FARTHEST * (2.0 * k / (NODES - 1) - 1);
      double weight = StrictMath.exp(-n * n / 2);
      weights += weight;
      sum += weight * f.at(n);
    }
    return sum / weights;
  }
}
