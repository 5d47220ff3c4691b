package parley.fl.family.logistic;

import parley.fl.activation.SigmoidPolynomial.Approximation;

/** What a logistic regression has where the user says nothing. Stateless. */
public final class LogisticDefaults {
  /** Degree of the polynomials that are fitted to the rows. */
  public static final int FITTED_DEGREE = 15;

  /** Degree of a fixed polynomial. */
  public static final int DEGREE = 9;

  /** End of the interval on which a fixed polynomial stands for the sigmoid. */
  public static final double HALF_WIDTH = 14;

  /** What a fixed polynomial is closest in. */
  public static final Approximation APPROXIMATION = Approximation.LEAST_SQUARES;

  private LogisticDefaults() {}
}
