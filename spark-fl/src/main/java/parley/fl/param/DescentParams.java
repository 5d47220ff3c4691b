package parley.fl.param;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.OptionalDouble;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.jspecify.annotations.Nullable;
import parley.fl.Defaults;
import parley.fl.optim.Algorithm;
import parley.fl.plan.TrainingPlan;
import parley.fl.settings.DescentSettings;

/** The Params of {@link HasDescent}. Immutable, so safe for use by several threads. */
@DefaultSerializer(JavaSerializer.class)
public final class DescentParams implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> algorithm;
  final IntParam maxIter;
  final DoubleParam regParam;
  final BooleanParam fitIntercept;
  final IntParam watchEvery;

  /** A stage's Params, with their defaults. */
  public DescentParams(Params stage) {
    algorithm = new Param<>(stage, "algorithm", "nesterov, gradientDescent or fixedHessian");
    maxIter =
        new IntParam(stage, "maxIter", "number of training iterations", ParamValidators.gt(0));
    regParam =
        new DoubleParam(
            stage,
            "regParam",
            "strength of the ridge penalty in Spark's convention; 1 / rows if it is not set",
            ParamValidators.gtEq(0));
    fitIntercept =
        new BooleanParam(
            stage, "fitIntercept", "whether to fit an intercept, which is not penalised");
    watchEvery =
        new IntParam(
            stage,
            "watchEvery",
            "with a fixed polynomial: iterations between two looks at the mean squared margin,"
                + " which is opened to all; 0 for never. Fitted polynomials need looks of their"
                + " own",
            ParamValidators.gtEq(0));
    stage.setDefault(algorithm, Defaults.ALGORITHM);
    stage.setDefault(maxIter, Defaults.MAX_ITER);
    stage.setDefault(fitIntercept, Defaults.FIT_INTERCEPT);
    stage.setDefault(watchEvery, Defaults.WATCH_EVERY);
  }

  /** What is not set is the plan's. */
  DescentSettings settings(Params stage, @Nullable TrainingPlan plan) {
    return new DescentSettings(
        Algorithm.of(stage.getOrDefault(algorithm)),
        plan == null || stage.isSet(maxIter)
            ? (Integer) stage.getOrDefault(maxIter)
            : plan.request().iterations(),
        stage.isDefined(regParam)
            ? OptionalDouble.of((Double) stage.getOrDefault(regParam))
            : OptionalDouble.empty(),
        (Boolean) stage.getOrDefault(fitIntercept),
        (Integer) stage.getOrDefault(watchEvery));
  }
}
