package parley.fl.statistic.glm;

/**
 * The normal distribution from strict functions alone, so that all machines agree on each bit.
 *
 * <p>W. J. Cody 1969, Rational Chebyshev approximations for the error function, <a
 * href="https://doi.org/10.1090/S0025-5718-1969-0247736-4">doi
 * 10.1090/S0025-5718-1969-0247736-4</a>, is what most libraries use; here the continued fraction
 * and the series of Abramowitz and Stegun 26.2.10 and 26.2.14, which need no tables.
 */
final class Normal {
  private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

  /** Beyond it the continued fraction converges within {@link #TERMS}. */
  private static final double FAR = 3;

  private static final int TERMS = 60;

  private Normal() {}

  /** Probability below x, to about 10^-13 of itself. */
  static double cumulative(double x) {
    double size = Math.abs(x);
    double density = StrictMath.exp(-x * x / 2) / ROOT_TWO_PI;
    if (size > FAR) {
      double tail = density / fraction(size);
      return x < 0 ? tail : 1 - tail;
    }
    return 0.5 + density * series(x);
  }

  /** x + x^3 / 3 + x^5 / 15 + .. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return sum;
  }

  /** x + 1 / (x + 2 / (x + 3 / (x + .. ))) */
  private static double fraction(double x) {
    double value = x;
    for (int k = TERMS; k >= 1; k--) {
      value = x + k / value;
    }
    return value;
  }
}
