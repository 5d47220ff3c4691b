package parley.fl.family.probit;

import org.apache.commons.numbers.gamma.Erfc;

/** r = phi / Phi of the standard normal distribution, and what goes with it. Stateless. */
final class InverseMills {
  private static final double ROOT_TWO = Math.sqrt(2);
  private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

  /** Left of this the continued fraction takes over from the quotient. */
  private static final double TAIL = -6;

  private static final int TERMS = 60;

  private InverseMills() {}

  /** phi(t) / Phi(t): near -t far to the left, near 0 far to the right. */
  static double at(double t) {
    return t < TAIL ? fraction(-t) : density(t) / cumulative(t);
  }

  /** Phi(t). */
  static double cumulative(double t) {
    return Erfc.value(-t / ROOT_TWO) / 2;
  }

  /** ln Phi(t), without underflow. */
  static double logCumulative(double t) {
    return t < TAIL
        ? -t * t / 2 - StrictMath.log(ROOT_TWO_PI * fraction(-t))
        : StrictMath.log(cumulative(t));
  }

  private static double density(double t) {
    return StrictMath.exp(-t * t / 2) / ROOT_TWO_PI;
  }

  /**
   * x + 1 / (x + 2 / (x + 3 / ..)): Abramowitz and Stegun, Handbook of Mathematical Functions,
   * 26.2.14 (https://personal.math.ubc.ca/~cbm/aands/page_932.htm).
   */
  private static double fraction(double x) {
    double value = x;
    for (int k = TERMS; k >= 1; k--) {
      value = x + k / value;
    }
    return value;
  }
}
