package parley.fl.protection.encrypted.linear;

import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.error.ParleyException;
import parley.fl.family.LinearFamily;
import parley.fl.optim.Algorithm;
import parley.fl.optim.StandardizationMode;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.packing.LayoutArguments;
import parley.fl.protection.encrypted.session.AnswerOrigin;
import parley.fl.settings.LinearSettings;
import parley.mhe.ckks.CkksParameters;

/**
 * What the providers of a training agree on: all that its plan follows from, as the plan's public
 * arguments. Immutable and thread-safe; knows no Spark.
 *
 * @param layout parameters and packing
 * @param family of models
 * @param algorithm of the descent
 * @param iterations of it
 * @param standardization how features become what is trained on
 * @param rowBound agreed bound on the number of all rows, where ranges are agreed; else 0
 * @param trainingPlan digest of the plan file that was followed; empty for none
 * @param watchEvery iterations between two looks at the margins; 0 for none, and where activations
 *     are fitted, which look when they need to
 * @param featureClip largest absolute value of a standardised feature; infinite for none
 * @param reveal whether the weights go to the querier, and not predictions
 * @param rowsPerOpening rows that one opening of predictions carries at most
 */
record LinearTerms(
    Layout layout,
    LinearFamily family,
    Algorithm algorithm,
    int iterations,
    StandardizationMode standardization,
    long rowBound,
    String trainingPlan,
    int watchEvery,
    double featureClip,
    boolean reveal,
    int rowsPerOpening) {
  private static final String ROW_BOUND = "rowBound";

  static LinearTerms of(Layout layout, LinearSettings settings) {
    boolean ranges = settings.standardization().byRanges();
    return new LinearTerms(
        layout,
        settings.family(),
        settings.descent().algorithm(),
        settings.descent().maxIter(),
        settings.standardization().mode(),
        ranges ? settings.standardization().rowBound().orElseThrow() : 0,
        settings.protection().plan().map(p -> HexFormat.of().formatHex(p.digest())).orElse(""),
        settings.descent().watchEvery(),
        settings.standardization().featureClip(),
        settings.protection().revealWeights(),
        Math.min(
            layout.rowsPerBlock(),
            settings.protection().rowsPerOpening().orElse(layout.rowsPerBlock())));
  }

  /** As a plan's arguments. */
  SortedMap<String, String> arguments() {
    TreeMap<String, String> out = new TreeMap<>(LayoutArguments.write(layout));
    out.putAll(family.arguments());
    out.put("algorithm", algorithm.parameterName());
    out.put("iterations", Integer.toString(iterations));
    out.put("standardization", standardization.parameterName());
    out.put("watchEvery", Integer.toString(watchEvery));
    out.put("featureClip", Double.toString(featureClip));
    out.put("reveal", Boolean.toString(reveal));
    out.put("rowsPerOpening", Integer.toString(rowsPerOpening));
    if (standardization == StandardizationMode.RANGES) {
      out.put(ROW_BOUND, Long.toString(rowBound));
    }
    if (!trainingPlan.isEmpty()) {
      out.put(AnswerOrigin.TRAINING_PLAN, trainingPlan);
    }
    return out;
  }

  /**
   * Reads {@link #arguments}.
   *
   * @param family that the plan names
   * @throws ParleyException when one is missing or no value of its kind
   */
  static LinearTerms read(
      LinearFamily family, CkksParameters parameters, Map<String, String> arguments) {
    try {
      return new LinearTerms(
          LayoutArguments.read(parameters, arguments),
          family,
          Algorithm.of(text(arguments, "algorithm")),
          Integer.parseInt(text(arguments, "iterations")),
          StandardizationMode.of(text(arguments, "standardization")),
          Long.parseLong(arguments.getOrDefault(ROW_BOUND, "0")),
          AnswerOrigin.trainingPlan(arguments),
          Integer.parseInt(text(arguments, "watchEvery")),
          Double.parseDouble(text(arguments, "featureClip")),
          Boolean.parseBoolean(text(arguments, "reveal")),
          Integer.parseInt(text(arguments, "rowsPerOpening")));
    } catch (IllegalArgumentException e) {
      throw new ParleyException(
          "cannot read what a training's providers agree on: "
              + e.getMessage()
              + ", expected the arguments of this version, got "
              + arguments,
          e);
    }
  }

  /** The bound on rows as a program knows it: infinite where none is agreed. */
  double mostRows() {
    return standardization == StandardizationMode.RANGES ? rowBound : Double.POSITIVE_INFINITY;
  }

  private static String text(Map<String, String> arguments, String name) {
    return arguments.getOrDefault(name, "");
  }
}
