package parley.fl.regression;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.jspecify.annotations.Nullable;
import parley.fl.Defaults;
import parley.fl.family.Families;
import parley.fl.family.gamma.GammaFamily;
import parley.fl.family.poisson.PoissonFamily;
import parley.fl.family.probit.ProbitFamily;
import parley.fl.family.squares.SquaresFamily;
import parley.fl.optim.Algorithm;
import parley.fl.param.ParamGroup;
import parley.fl.settings.DescentSettings;
import parley.fl.statistic.glm.Family;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.glm.Link;

/** The Params of {@link HasGlm}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class GlmParams implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Spark's default, with which Tweedie's family is none. */
  static final double VARIANCE_POWER = 0;

  /** Of the negative binomial's variance. */
  static final double ALPHA = 1;

  private static final String LOGISTIC = "logistic-regression/1";
  private static final String WHAT = "cannot fit a generalised linear model: ";

  final Param<String> family;
  final Param<String> link;
  final DoubleParam variancePower;
  final DoubleParam linkPower;
  final DoubleParam alpha;
  final DoubleParam regParam;
  final IntParam maxIter;
  final DoubleParam tol;

  /** A stage's Params, with their defaults. */
  GlmParams(Params stage) {
    family =
        new Param<>(
            stage, "family", "gaussian, binomial, poisson, gamma, tweedie or negativeBinomial");
    link = new Param<>(stage, "link", "identity, log, logit, probit, cloglog, sqrt or inverse");
    variancePower = new DoubleParam(stage, "variancePower", "of tweedie, above 1 and not 2");
    linkPower =
        new DoubleParam(
            stage, "linkPower", "of tweedie: 1 (identity), 0 (log), 0.5 (sqrt) or -1 (inverse)");
    alpha = new DoubleParam(stage, "alpha", "of negativeBinomial's variance, mean + alpha mean^2");
    regParam = new DoubleParam(stage, "regParam", "0: there is no penalty");
    maxIter = new IntParam(stage, "maxIter", "most rounds", ParamValidators.inRange(1, 4000));
    tol =
        new DoubleParam(
            stage,
            "tol",
            "share of its standard error that a coefficient's last step is below",
            ParamValidators.inRange(0, 1, false, false));
    stage.setDefault(family, word(Family.GAUSSIAN));
    stage.setDefault(variancePower, VARIANCE_POWER);
    stage.setDefault(alpha, ALPHA);
    stage.setDefault(regParam, 0.0);
    stage.setDefault(maxIter, GlmStatistic.DEFAULT_MAX_ITER);
    stage.setDefault(tol, GlmStatistic.DEFAULT_TOL);
  }

  /**
   * The family with its link.
   *
   * @throws IllegalArgumentException with another word, a penalty, or a link that is none
   * @throws parley.error.ParleyException with a link that the family does not have, or a parameter
   *     out of range
   */
  GlmModel model(Params stage) {
    double penalty = (Double) stage.getOrDefault(regParam);
    if (penalty != 0) {
      throw refuse("there is no penalty, expected regParam 0, got " + penalty);
    }
    Family one = one(Family.values(), stage.getOrDefault(family), "a family");
    Link between = link(stage, one);
    return switch (one) {
      case TWEEDIE -> new GlmModel(one, between, (Double) stage.getOrDefault(variancePower));
      case NEGATIVE_BINOMIAL -> new GlmModel(one, between, (Double) stage.getOrDefault(alpha));
      default -> GlmModel.of(one, between);
    };
  }

  /**
   * The family of models that a sealed training is of.
   *
   * @throws IllegalArgumentException with a link that no polynomial stands for
   */
  static parley.fl.family.Family sealed(GlmModel model) {
    return switch (model.family()) {
      case GAUSSIAN -> only(model, Link.IDENTITY, new SquaresFamily());
      case POISSON -> only(model, Link.LOG, new PoissonFamily(PoissonFamily.USUAL));
      case GAMMA -> only(model, Link.LOG, new GammaFamily(GammaFamily.USUAL));
      case BINOMIAL ->
          model.link() == Link.LOGIT
              ? Families.read(LOGISTIC, Map.of("sigmoid", "fitted"))
              : only(model, Link.PROBIT, new ProbitFamily(ProbitFamily.USUAL));
      case TWEEDIE, NEGATIVE_BINOMIAL -> throw noPolynomial(model);
    };
  }

  private static parley.fl.family.Family only(
      GlmModel model, Link link, parley.fl.family.Family family) {
    if (model.link() == link) {
      return family;
    }
    throw noPolynomial(model);
  }

  private static IllegalArgumentException noPolynomial(GlmModel model) {
    return refuse(
        "no polynomial stands for the link "
            + word(model.link())
            + " of "
            + word(model.family())
            + ", expected release rounds, or of sealed gaussian identity, binomial logit or probit,"
            + " poisson log or gamma log");
  }

  /**
   * How a sealed training descends.
   *
   * @param watchEvery iterations between two looks at the margins
   */
  DescentSettings descent(Params stage, boolean fitIntercept, int watchEvery) {
    return new DescentSettings(
        Algorithm.NESTEROV,
        stage.isSet(maxIter) ? (Integer) stage.getOrDefault(maxIter) : Defaults.MAX_ITER,
        OptionalDouble.of(0),
        fitIntercept,
        watchEvery);
  }

  private Link link(Params stage, Family of) {
    String word = ParamGroup.text(stage, link);
    Double power =
        of == Family.TWEEDIE && stage.isSet(linkPower)
            ? (Double) stage.getOrDefault(linkPower)
            : null;
    if (word != null && power != null) {
      throw refuse("expected link or linkPower, got both");
    }
    if (word != null) {
      return one(Link.values(), word, "a link");
    }
    return switch (of) {
      case GAUSSIAN -> Link.IDENTITY;
      case BINOMIAL -> Link.LOGIT;
      case POISSON, NEGATIVE_BINOMIAL -> Link.LOG;
      case GAMMA -> Link.INVERSE;
      case TWEEDIE -> ofPower(power);
    };
  }

  private static Link ofPower(@Nullable Double power) {
    if (power != null) {
      for (Link one : Link.values()) {
        Double own = power(one);
        if (own != null && own.doubleValue() == power) {
          return one;
        }
      }
    }
    throw refuse(
        "the link of tweedie is a power of the mean, expected linkPower 1 (identity), 0 (log), 0.5"
            + " (sqrt) or -1 (inverse), or link, got "
            + (power == null ? "none" : power));
  }

  /** The power of the mean that a link is; null for others. */
  static @Nullable Double power(Link link) {
    return switch (link) {
      case IDENTITY -> 1.0;
      case LOG -> 0.0;
      case SQRT -> 0.5;
      case INVERSE -> -1.0;
      case LOGIT, PROBIT, CLOGLOG -> null;
    };
  }

  /** Spark's word, or one like it. */
  static String word(Enum<?> value) {
    String word = value.name().toLowerCase(Locale.ROOT);
    return value == Family.NEGATIVE_BINOMIAL ? "negativeBinomial" : word;
  }

  private static <E extends Enum<E>> E one(E[] values, String text, String what) {
    StringBuilder known = new StringBuilder();
    for (E value : values) {
      if (word(value).equalsIgnoreCase(text)) {
        return value;
      }
      known.append(known.isEmpty() ? "" : ", ").append(word(value));
    }
    throw refuse("expected " + what + " of " + known + ", got " + text);
  }

  private static IllegalArgumentException refuse(String reason) {
    return new IllegalArgumentException(WHAT + reason);
  }
}
