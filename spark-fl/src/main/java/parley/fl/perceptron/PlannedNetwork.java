package parley.fl.perceptron;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.jspecify.annotations.Nullable;
import parley.fl.family.Families;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.NetworkTerms;
import parley.fl.param.ParamGroup;
import parley.fl.plan.NetworkTrainingPlan;
import parley.fl.plan.PlanException;

/** A stage that follows a plan's file: what it is not told is the plan's. Stateless. */
final class PlannedNetwork {
  private PlannedNetwork() {}

  /**
   * The plan that a stage is to follow; null for none.
   *
   * @throws PlanException if the file holds none of a network
   */
  static @Nullable NetworkTrainingPlan read(NetworkStage<?> stage) {
    String file = ParamGroup.text(stage, stage.plan());
    return file == null ? null : NetworkTrainingPlan.read(Path.of(file));
  }

  /**
   * A copy of a stage with its plan's values where none are set; the stage itself without a plan.
   *
   * @throws PlanException if the file holds none of a network
   */
  static NetworkStage<?> of(NetworkStage<?> stage) {
    NetworkTrainingPlan plan = read(stage);
    if (plan == null) {
      return stage;
    }
    NetworkStage<?> copy = (NetworkStage<?>) stage.copy(new ParamMap());
    try {
      takeAll(copy, plan);
    } catch (IllegalArgumentException e) {
      throw new PlanException("cannot follow the plan: a value is out of range: " + e.getMessage());
    }
    return copy;
  }

  private static void takeAll(NetworkStage<?> copy, NetworkTrainingPlan plan) {
    NetworkFamily family = family(plan);
    takeNetwork(copy, family.terms());
    family
        .inputMap()
        .ifPresent(
            map -> {
              take(copy, copy.inputMap(), map.map());
              take(copy, copy.imageShape(), map.shape().toString());
              take(copy, copy.pixelRange(), map.range().toString());
            });
    if (!family.classWeights().isEmpty()) {
      take(copy, copy.classWeights(), numbers(family.classWeights()));
    }
    Map<String, String> agreed = plan.arguments();
    take(copy, copy.standardization(), text(agreed, NetworkTrainingPlan.STANDARDIZATION));
    take(
        copy,
        copy.featureClip(),
        Double.parseDouble(text(agreed, NetworkTrainingPlan.FEATURE_CLIP)));
    take(
        copy, copy.revealWeights(), Boolean.parseBoolean(text(agreed, NetworkTrainingPlan.REVEAL)));
    if (agreed.containsKey(NetworkTrainingPlan.ROWS_PER_OPENING)) {
      take(
          copy,
          copy.rowsPerOpening(),
          Integer.parseInt(text(agreed, NetworkTrainingPlan.ROWS_PER_OPENING)));
    }
    take(copy, copy.logRingDimension(), plan.parameters().logRingDimension());
  }

  private static void takeNetwork(NetworkStage<?> copy, NetworkTerms terms) {
    take(
        copy,
        copy.hiddenLayers(),
        terms.shape().hidden().stream().mapToInt(Integer::intValue).toArray());
    take(copy, copy.maxIter(), terms.iterations());
    take(copy, copy.momentum(), terms.momentum());
    take(copy, copy.schedule(), terms.schedule().parameterName());
    take(copy, copy.seed(), terms.seed());
    take(copy, copy.watch(), terms.watch());
    if (!terms.givenSteps().isEmpty()) {
      take(copy, copy.steps(), numbers(terms.givenSteps()));
    }
    if (terms.batchRows() > 0) {
      take(copy, copy.batchSize(), terms.batchRows());
    }
  }

  private static double[] numbers(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static <T> void take(NetworkStage<?> stage, Param<T> param, T value) {
    if (!stage.isSet(param)) {
      stage.set(param, value);
    }
  }

  private static NetworkFamily family(NetworkTrainingPlan plan) {
    return (NetworkFamily) Families.read(NetworkFamily.ID, plan.arguments());
  }

  private static String text(Map<String, String> agreed, String name) {
    String text = agreed.get(name);
    if (text == null) {
      throw new IllegalArgumentException("the argument " + name + " is missing");
    }
    return text;
  }
}
