package parley.fl.regression;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import parley.fl.Defaults;
import parley.fl.optim.Algorithm;
import parley.fl.settings.DescentSettings;
import parley.fl.statistic.linear.LinearStatistic.Errors;

/** The Params of {@link HasLinear}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class LinearParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final DoubleParam regParam;
  final DoubleParam elasticNetParam;
  final BooleanParam standardization;
  final Param<String> errors;
  final IntParam maxIter;

  /** A stage's Params, with their defaults. */
  LinearParams(Params stage) {
    regParam =
        new DoubleParam(
            stage,
            "regParam",
            "strength of the penalty in Spark's convention",
            ParamValidators.gtEq(0));
    elasticNetParam =
        new DoubleParam(
            stage, "elasticNetParam", "0 for ridge to 1 for lasso", ParamValidators.inRange(0, 1));
    standardization =
        new BooleanParam(
            stage,
            "standardization",
            "whether the penalty is on the coefficients of standardised features");
    errors =
        new Param<>(
            stage,
            "errors",
            "standard errors: classical, hc1 (robust) or cluster (a provider is a cluster)");
    maxIter =
        new IntParam(
            stage,
            "maxIter",
            "iterations of a sealed training; features that depend on each other take more",
            ParamValidators.gt(0));
    stage.setDefault(maxIter, Defaults.LINEAR_MAX_ITER);
    stage.setDefault(regParam, Defaults.LINEAR_REG_PARAM);
    stage.setDefault(elasticNetParam, Defaults.ELASTIC_NET_PARAM);
    stage.setDefault(standardization, Defaults.PENALISE_STANDARDIZED);
    stage.setDefault(errors, Defaults.ERRORS);
  }

  /**
   * How a sealed training descends.
   *
   * @throws IllegalArgumentException with what it has not: a lasso, robust errors, or a penalty on
   *     features as they are
   */
  DescentSettings descent(Params stage, boolean fitIntercept) {
    double penalty = (Double) stage.getOrDefault(regParam);
    if ((Double) stage.getOrDefault(elasticNetParam) != 0) {
      throw refused(
          "elasticNetParam 0: a lasso is no descent", stage.getOrDefault(elasticNetParam));
    }
    if (errors(stage) != Errors.CLASSICAL) {
      throw refused("errors classical: there are none at all", stage.getOrDefault(errors));
    }
    if (penalty != 0 && !(Boolean) stage.getOrDefault(standardization)) {
      throw refused("standardization true with a penalty", "false");
    }
    return new DescentSettings(
        Algorithm.NESTEROV,
        (Integer) stage.getOrDefault(maxIter),
        OptionalDouble.of(penalty),
        fitIntercept,
        // The margin is the mean itself: no look is needed to see whether it leaves an interval.
        0);
  }

  private static IllegalArgumentException refused(String expected, Object got) {
    return new IllegalArgumentException(
        "cannot seal a linear regression: expected " + expected + ", got " + got);
  }

  /**
   * Which standard errors.
   *
   * @throws IllegalArgumentException if the word is none of them
   */
  Errors errors(Params stage) {
    String word = stage.getOrDefault(errors);
    for (Errors value : Errors.values()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "cannot choose the standard errors: expected classical, hc1 or cluster, got " + word);
  }
}
