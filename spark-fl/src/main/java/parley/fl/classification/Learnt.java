package parley.fl.classification;

import org.jspecify.annotations.Nullable;
import parley.fl.optim.LinearWeights;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.report.FitReport;

/**
 * What a fit left: one of the four, or none in a model that was never fitted, and the report.
 * Immutable, so safe for use by several threads.
 *
 * @param weights known, on the input scale
 * @param classes known, of several classes
 * @param sealed encrypted for everyone
 * @param apart under the key of a querier that is apart
 * @param report of the fit; null where an earlier version kept none
 */
record Learnt(
    @Nullable LinearWeights weights,
    @Nullable ClassWeights classes,
    @Nullable SealedModel sealed,
    @Nullable SealedAnswers apart,
    @Nullable FitReport report) {
  /** Of a model that was never fitted. */
  static final Learnt NOTHING = new Learnt(null, null, null, null, null);

  static Learnt of(TrainingResult result) {
    return new Learnt(
        result.weights().orElse(null),
        null,
        result.sealed().orElse(null),
        result.answers().orElse(null),
        result.report());
  }

  static Learnt known(LinearWeights weights, @Nullable FitReport report) {
    return new Learnt(weights, null, null, null, report);
  }

  static Learnt ofClasses(ClassWeights weights, @Nullable FitReport report) {
    return new Learnt(null, weights, null, null, report);
  }

  static Learnt sealed(SealedModel model, @Nullable FitReport report) {
    return new Learnt(null, null, model, null, report);
  }

  /** Whether the weights are here in clear. */
  boolean isKnown() {
    return weights != null || classes != null;
  }

  /** How many margins a sealed model answers for a row: 1 of two classes, else one a class. */
  int margins() {
    return sealed == null ? 1 : sealed.outputs();
  }

  int features() {
    if (classes != null) {
      return classes.features();
    }
    return weights != null
        ? weights.coefficients().length
        : required("tell the number of features").features();
  }

  /** The weights, or a refusal that says which verb needs them. */
  LinearWeights known(String verb) {
    if (classes != null) {
      throw new IllegalStateException(
          "cannot "
              + verb
              + ": the model has "
              + classes.classes()
              + " classes, expected coefficientMatrix and interceptVector in their place");
    }
    if (weights == null) {
      String model = required(verb).digest();
      throw new IllegalStateException(
          "cannot "
              + verb
              + ": the model is sealed, its weights are encrypted for everyone, expected one that"
              + " was fitted with revealWeights (or protection plain), got the sealed model "
              + model);
    }
    return weights;
  }

  /** The encrypted weights, or a refusal that says which verb needs them. */
  SealedModel required(String verb) {
    if (sealed != null) {
      return sealed;
    }
    if (apart != null) {
      throw new IllegalStateException(
          "cannot "
              + verb
              + ": the model's weights were revealed to a querier that is apart, expected that the"
              + " querier opens them (sealedWeights, parley open) and predicts itself");
    }
    throw new IllegalStateException(
        "cannot "
            + verb
            + (!isKnown()
                ? ": the model has no weights, expected one that was fitted or loaded"
                : ": the model's weights are known, expected a sealed one; ask where the rows are,"
                    + " with transform"));
  }

  FitReport requiredReport() {
    if (report == null) {
      throw new IllegalStateException(
          "cannot report: the model has no report, expected one that this version saved or fitted,"
              + " got "
              + (!isKnown() && sealed == null ? "none" : "one of an earlier version"));
    }
    return report;
  }
}
