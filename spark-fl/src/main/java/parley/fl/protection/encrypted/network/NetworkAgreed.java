package parley.fl.protection.encrypted.network;

import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.error.ParleyException;
import parley.fl.family.network.NetworkFamily;
import parley.fl.optim.StandardizationMode;
import parley.fl.plan.NetworkTrainingPlan;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.predict.PredictionLayout;
import parley.fl.protection.encrypted.network.step.RowFactors;
import parley.fl.protection.encrypted.session.AnswerOrigin;
import parley.fl.settings.TrainingSettings;

/**
 * What the providers of a network's training agree on: all that its plan follows from, as the
 * plan's public arguments. Immutable and thread-safe; knows no Spark.
 *
 * @param layout where the network and its batches lie
 * @param family the network's
 * @param standardization how features become what is trained on
 * @param featureClip largest absolute value of a standardised feature
 * @param reveal whether the weights go to the querier
 * @param rowWeights whether rows have weights of their own
 * @param rowsPerOpening rows that one opening of predictions carries at most; 0 where the weights
 *     go to the querier
 * @param trainingPlan digest of the plan file that was followed; empty for none
 */
record NetworkAgreed(
    NetworkLayout layout,
    NetworkFamily family,
    StandardizationMode standardization,
    double featureClip,
    boolean rowWeights,
    boolean reveal,
    int rowsPerOpening,
    String trainingPlan) {

  private static final String ROW_WEIGHTS = "rowWeights";

  /** Of a training's settings, in a layout. */
  static NetworkAgreed of(
      TrainingSettings settings, NetworkFamily family, NetworkLayout layout, boolean rowWeights) {
    return new NetworkAgreed(
        layout,
        family,
        settings.standardization().mode(),
        settings.standardization().featureClip(),
        rowWeights,
        settings.protection().revealWeights(),
        settings.protection().revealWeights()
            ? 0
            : settings
                .protection()
                .rowsPerOpening()
                .orElseGet(() -> PredictionLayout.mostRows(layout)),
        settings.protection().plan().map(p -> HexFormat.of().formatHex(p.digest())).orElse(""));
  }

  /** Where the rows of a prediction lie. */
  PredictionLayout prediction() {
    return new PredictionLayout(layout, rowsPerOpening);
  }

  /** How much rows count. */
  RowFactors factors() {
    return RowFactors.of(family.classWeights(), rowWeights);
  }

  /** As a plan's arguments. */
  SortedMap<String, String> arguments() {
    SortedMap<String, String> out = planned();
    if (!trainingPlan.isEmpty()) {
      out.put(AnswerOrigin.TRAINING_PLAN, trainingPlan);
    }
    return out;
  }

  /** The same but for the plan's file that was followed: what such a file holds. */
  SortedMap<String, String> planned() {
    TreeMap<String, String> out = new TreeMap<>(family.arguments());
    out.put("places", Integer.toString(layout.rows()));
    out.put("featuresPerPolynomial", Integer.toString(layout.featuresPerPolynomial()));
    out.put(NetworkTrainingPlan.STANDARDIZATION, standardization.parameterName());
    out.put(NetworkTrainingPlan.FEATURE_CLIP, Double.toString(featureClip));
    out.put(NetworkTrainingPlan.REVEAL, Boolean.toString(reveal));
    if (rowWeights) {
      out.put(ROW_WEIGHTS, Boolean.toString(true));
    }
    if (!reveal) {
      out.put(NetworkTrainingPlan.ROWS_PER_OPENING, Integer.toString(rowsPerOpening));
    }
    return out;
  }

  /**
   * Reads {@link #arguments}.
   *
   * @param family that the plan names
   * @throws ParleyException when one is missing or no value of its kind
   */
  static NetworkAgreed read(
      NetworkFamily family, int ringDimension, Map<String, String> arguments) {
    try {
      boolean reveal =
          word(NetworkTrainingPlan.REVEAL, text(arguments, NetworkTrainingPlan.REVEAL));
      return new NetworkAgreed(
          new NetworkLayout(
              ringDimension,
              family.terms().shape().sizes(),
              Integer.parseInt(text(arguments, "places")),
              Integer.parseInt(text(arguments, "featuresPerPolynomial"))),
          family,
          StandardizationMode.of(text(arguments, NetworkTrainingPlan.STANDARDIZATION)),
          Double.parseDouble(text(arguments, NetworkTrainingPlan.FEATURE_CLIP)),
          arguments.containsKey(ROW_WEIGHTS) && word(ROW_WEIGHTS, text(arguments, ROW_WEIGHTS)),
          reveal,
          reveal ? 0 : Integer.parseInt(text(arguments, NetworkTrainingPlan.ROWS_PER_OPENING)),
          AnswerOrigin.trainingPlan(arguments));
    } catch (IllegalArgumentException e) {
      throw new ParleyException(
          "cannot read what a network's providers agree on: "
              + e.getMessage()
              + ", expected the arguments of this version, got "
              + arguments,
          e);
    }
  }

  private static boolean word(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("For " + name + ": \"" + text + "\"");
    };
  }

  private static String text(Map<String, String> arguments, String name) {
    return arguments.getOrDefault(name, "");
  }
}
