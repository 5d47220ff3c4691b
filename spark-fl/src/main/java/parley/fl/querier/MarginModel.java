package parley.fl.querier;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import parley.error.ParleyException;
import parley.fl.activation.PolynomialBasis;
import parley.fl.statistic.glm.Family;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.Link;

/**
 * Families with links whose score is made of one function of a margin that can stand for by a
 * polynomial: sum_i f_i g(m_i) x_i, with a factor f_i of the row's label and the margin m_i = s_i
 * x_i b, a sign s_i. With t = 2 y - 1, and 2^k near the labels' mean:
 *
 * <pre>
 * LOGIT    s = 1   f = 1         g = 1 / (1 + e^-m)     score = sum y x - G
 * PROBIT   s = t   f = t         g = phi(m) / Phi(m)    score = G
 * POISSON  s = 1   f = 1         g = e^m                score = sum y x - 2^k G
 * GAMMA    s = -1  f = y / 2^k   g = e^m                score = G - sum x
 * </pre>
 *
 * <p>The means' log links have their constant less k ln 2 in the margin, so that margins lie about
 * 0. Scores are those of McCullagh and Nelder, Generalized Linear Models, 2nd edition, 2.5 (<a
 * href="https://doi.org/10.1201/9780203753736">doi 10.1201/9780203753736</a>), but for the
 * dispersion.
 */
public enum MarginModel {
  /** Binomial labels from 0 to 1, logit. */
  LOGIT(8),
  /** Labels 0 and 1, probit. */
  PROBIT(5),
  /** Counts, log. */
  POISSON(4),
  /** Positive labels, log. */
  GAMMA(3);

  /** The most that four levels are enough for; one less for even functions. */
  private static final int MOST = 15;

  /**
   * Of exponentials: as high a power as has a coefficient above 0.03, since its reciprocal is what
   * a ciphertext's noise grows by.
   */
  private static final int POISSON_DEGREE = 11;

  private static final int GAMMA_DEGREE = 9;
  private static final int NODES = 200;

  private final double halfWidth;

  MarginModel(double halfWidth) {
    this.halfWidth = halfWidth;
  }

  /**
   * That of a family with a link.
   *
   * @throws ParleyException for one that no polynomial is known for
   */
  static MarginModel of(GlmModel model) {
    if (model.link() == Link.LOGIT) {
      return LOGIT;
    }
    if (model.link() == Link.PROBIT) {
      return PROBIT;
    }
    if (model.link() == Link.LOG && model.family() == Family.POISSON) {
      return POISSON;
    }
    if (model.link() == Link.LOG && model.family() == Family.GAMMA) {
      return GAMMA;
    }
    throw new ParleyException(
        "cannot fit a generalised linear model with encrypted coefficients: no polynomial stands"
            + " for "
            + model.family()
            + " with "
            + model.link()
            + ", expected BINOMIAL with LOGIT or PROBIT, or POISSON or GAMMA with LOG; the release"
            + " rounds takes all");
  }

  /** Margins from minus this to this are those that the polynomials are good for. */
  public double halfWidth() {
    return halfWidth;
  }

  /** Whether the information has to be opened; else it is the columns' Gram. */
  public boolean opensInformation() {
    return this != GAMMA;
  }

  /** Sign of a row's margin. */
  double sign(double label) {
    return switch (this) {
      case LOGIT, POISSON -> 1;
      case PROBIT -> 2 * label - 1;
      case GAMMA -> -1;
    };
  }

  /** Factor of a row's value. */
  double factor(double label, int labelExponent) {
    return switch (this) {
      case LOGIT, POISSON -> 1;
      case PROBIT -> 2 * label - 1;
      case GAMMA -> Math.scalb(label, -labelExponent);
    };
  }

  /** g in powers of margin / half-width, lowest first. */
  public double[] score() {
    return switch (this) {
      case LOGIT -> fit(MOST, m -> 1 / (1 + Math.exp(-m)));
      case PROBIT -> fit(MOST, m -> density(m) / Link.PROBIT.mean(m));
      case POISSON -> fit(POISSON_DEGREE, Math::exp);
      case GAMMA -> fit(GAMMA_DEGREE, Math::exp);
    };
  }

  /**
   * What is evaluated at the last coefficients: a row's working weight, the even function or
   * exponential of its margin that the information is a sum of; where the information is known, g
   * and g^2, for the dispersion.
   */
  public List<double[]> last() {
    return switch (this) {
      case LOGIT -> List.of(fit(MOST - 1, m -> 1 / (2 + Math.exp(m) + Math.exp(-m))));
      case PROBIT ->
          List.of(
              fit(
                  MOST - 1,
                  m -> Math.pow(density(m), 2) / (Link.PROBIT.mean(m) * Link.PROBIT.mean(-m))));
      case POISSON -> List.of(score());
      case GAMMA -> List.of(score(), fit(MOST, m -> Math.exp(2 * m)));
    };
  }

  private static double density(double m) {
    return Link.PROBIT.slope(m, 0);
  }

  private double[] fit(int degree, DoubleUnaryOperator f) {
    return PolynomialBasis.legendre(degree, NODES, u -> f.applyAsDouble(halfWidth * u));
  }
}
