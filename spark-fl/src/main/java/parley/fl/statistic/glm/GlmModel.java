package parley.fl.statistic.glm;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.numbers.gamma.LogGamma;
import parley.error.ParleyException;

/**
 * A family with a link. Formulas are those of McCullagh and Nelder, Generalized Linear Models, 2nd
 * edition, chapters 2 and 9 (<a href="https://doi.org/10.1201/9780203753736">doi
 * 10.1201/9780203753736</a>), and for Tweedie's of Dunn and Smyth 2005 (<a
 * href="https://doi.org/10.1007/s11222-005-4070-y">doi 10.1007/s11222-005-4070-y</a>). Immutable,
 * thread-safe.
 *
 * @param parameter Tweedie's variance power, above 1 and not 2; the negative binomial's alpha; else
 *     0
 */
@DefaultSerializer(JavaSerializer.class)
public record GlmModel(Family family, Link link, double parameter) implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Set<Link> OF_PROBABILITIES =
      EnumSet.of(Link.LOGIT, Link.PROBIT, Link.CLOGLOG);

  /**
   * @throws ParleyException with a link that the family does not have, or a parameter out of range
   */
  public GlmModel {
    if (OF_PROBABILITIES.contains(link) != (family == Family.BINOMIAL)) {
      throw refuse(
          family + " does not go with link " + link,
          family == Family.BINOMIAL
              ? "LOGIT, PROBIT or CLOGLOG"
              : "IDENTITY, LOG, SQRT or INVERSE");
    }
    if (family == Family.TWEEDIE && !(parameter > 1 && parameter < 10 && parameter != 2)) {
      throw refuse(
          "the variance power of TWEEDIE is " + parameter,
          "one above 1 other than 2; 0, 1 and 2 are GAUSSIAN, POISSON and GAMMA");
    }
    if (family == Family.NEGATIVE_BINOMIAL && !(parameter > 0 && parameter < 1e6)) {
      throw refuse("alpha of NEGATIVE_BINOMIAL is " + parameter, "a positive one");
    }
  }

  private static ParleyException refuse(String what, String expected) {
    return new ParleyException(
        "cannot fit a generalised linear model: " + what + ", expected " + expected);
  }

  /** A family without a parameter. */
  public static GlmModel of(Family family, Link link) {
    return new GlmModel(family, link, 0);
  }

  /** Whether the observed and the expected information are the same. */
  boolean canonical() {
    return switch (family) {
      case GAUSSIAN -> link == Link.IDENTITY;
      case BINOMIAL -> link == Link.LOGIT;
      case POISSON -> link == Link.LOG;
      case GAMMA -> link == Link.INVERSE;
      case TWEEDIE, NEGATIVE_BINOMIAL -> false;
    };
  }

  /** Whether the variance is known but for the mean. */
  boolean fixedDispersion() {
    return family == Family.BINOMIAL
        || family == Family.POISSON
        || family == Family.NEGATIVE_BINOMIAL;
  }

  /** Whether labels count events, whose scatter the family fixes. */
  boolean counts() {
    return family == Family.POISSON || family == Family.NEGATIVE_BINOMIAL;
  }

  /** Whether a label can be of the family. */
  boolean allows(double label) {
    return switch (family) {
      case GAUSSIAN -> true;
      case BINOMIAL -> label >= 0 && label <= 1;
      case POISSON, NEGATIVE_BINOMIAL -> label >= 0;
      case TWEEDIE -> parameter > 2 ? label > 0 : label >= 0;
      case GAMMA -> label > 0;
    };
  }

  /** What labels are expected, for errors. */
  String labels() {
    return switch (family) {
      case GAUSSIAN -> "any labels";
      case BINOMIAL -> "labels from 0 to 1";
      case POISSON, NEGATIVE_BINOMIAL -> "labels of at least 0";
      case TWEEDIE -> parameter > 2 ? "positive labels" : "labels of at least 0";
      case GAMMA -> "positive labels";
    };
  }

  /** Whether a mean can be of the family, and eta of the link. */
  boolean holds(double eta, double mean) {
    boolean right =
        switch (family) {
          case GAUSSIAN -> true;
          case BINOMIAL -> mean > 0 && mean < 1;
          case POISSON, NEGATIVE_BINOMIAL, TWEEDIE, GAMMA -> mean > 0;
        };
    return right && Double.isFinite(mean) && (link != Link.SQRT || eta > 0);
  }

  /**
   * Whether some linear predictors have no mean. A step to such is refused and not halved: the best
   * fit then tends to lie beside the edge, where standard errors mean nothing.
   */
  boolean bounded() {
    return link == Link.INVERSE
        || link == Link.SQRT
        || link == Link.IDENTITY && family != Family.GAUSSIAN;
  }

  /** Variance at a mean, but for the dispersion. */
  double variance(double mean) {
    return switch (family) {
      case GAUSSIAN -> 1;
      case BINOMIAL -> mean * (1 - mean);
      case POISSON -> mean;
      case GAMMA -> mean * mean;
      case TWEEDIE -> StrictMath.pow(mean, parameter);
      case NEGATIVE_BINOMIAL -> mean * (1 + parameter * mean);
    };
  }

  /** Twice what the log-likelihood falls short of the best, for one row. */
  double deviance(double y, double mean) {
    double value =
        switch (family) {
          case GAUSSIAN -> (y - mean) * (y - mean);
          case BINOMIAL -> 2 * (logRatio(y, mean) + logRatio(1 - y, 1 - mean));
          case POISSON -> 2 * (logRatio(y, mean) - (y - mean));
          case GAMMA -> 2 * ((y - mean) / mean - StrictMath.log(y / mean));
          case TWEEDIE -> tweedie(y, mean);
          case NEGATIVE_BINOMIAL ->
              2
                  * (logRatio(y, mean)
                      - (y + 1 / parameter)
                          * StrictMath.log((1 + parameter * y) / (1 + parameter * mean)));
        };
    return Math.max(0, value);
  }

  private double tweedie(double y, double mean) {
    double p = parameter;
    return 2
        * (StrictMath.pow(y, 2 - p) / ((1 - p) * (2 - p))
            - y * StrictMath.pow(mean, 1 - p) / (1 - p)
            + StrictMath.pow(mean, 2 - p) / (2 - p));
  }

  private static double logRatio(double y, double mean) {
    return y == 0 ? 0 : y * StrictMath.log(y / mean);
  }

  /** A row's part of what {@link #aic} needs beside the deviance. */
  double likelihood(double y, double mean, double weight) {
    return switch (family) {
      case GAUSSIAN -> StrictMath.log(weight);
      case BINOMIAL -> weight * (times(y, mean) + times(1 - y, 1 - mean));
      case POISSON -> weight * (times(y, mean) - mean - LogGamma.value(y + 1));
      case GAMMA -> weight * StrictMath.log(y);
      case TWEEDIE -> 0;
      case NEGATIVE_BINOMIAL -> {
        double shape = 1 / parameter;
        double choose = LogGamma.value(y + shape) - LogGamma.value(shape) - LogGamma.value(y + 1);
        yield weight
            * (choose
                + times(y, parameter * mean / (1 + parameter * mean))
                - shape * StrictMath.log1p(parameter * mean));
      }
    };
  }

  private static double times(double y, double of) {
    return y == 0 ? 0 : y * StrictMath.log(of);
  }

  /**
   * Akaike's criterion, as R's.
   *
   * @param sum of {@link #likelihood} over the rows
   * @return NaN for Tweedie's, whose likelihood has no closed form
   */
  double aic(double sum, double deviance, double weights, long rows, int parameters) {
    return switch (family) {
      case GAUSSIAN ->
          rows * (Math.log(2 * Math.PI * deviance / rows) + 1) + 2 - sum + 2 * parameters;
      case BINOMIAL, POISSON, NEGATIVE_BINOMIAL -> -2 * sum + 2 * parameters;
      case GAMMA -> {
        double dispersion = deviance / weights;
        double shape = 1 / dispersion;
        double each = shape * Math.log(dispersion) + LogGamma.value(shape);
        double logLikelihood = -shape * (deviance / 2 + weights) - sum - weights * each;
        yield -2 * logLikelihood + 2 + 2 * parameters;
      }
      case TWEEDIE -> Double.NaN;
    };
  }

  /** A mean near the label, to start from where there is no constant term. */
  double startMean(double y) {
    return switch (family) {
      case GAUSSIAN -> link == Link.IDENTITY ? y : Math.max(y, 0.1);
      case BINOMIAL -> (y + 0.5) / 2;
      case POISSON, NEGATIVE_BINOMIAL, TWEEDIE -> y + 0.1;
      case GAMMA -> y;
    };
  }
}
