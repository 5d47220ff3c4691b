package parley.fl.protection.encrypted.network.predict;

import java.util.List;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.fl.protection.encrypted.network.packing.PatternLayout;
import parley.fl.protection.encrypted.network.predict.PredictionLevels.Hidden;
import parley.mhe.ckks.CkksContext;
import parley.mhe.protocol.NoiseBounds;

/**
 * The noise of a prediction's answers, all standard deviations in the numbers' own unit: of a
 * question and of weights in the first margins, and what each refresh, rescaling and product makes
 * of it and adds. Immutable and thread-safe.
 */
final class PredictionNoise {
  /** Sizes that the noise is reckoned with: Euclidean norm of the weights towards an output, */
  private static final double OUTPUT_NORM = 8;

  /**
   * of those towards a neuron behind a hidden layer (trained, they have norms of at most .84 in
   * docs/networks.md's examples),
   */
  private static final double MIDDLE_NORM = 2;

  /** slopes and activations of the hidden layers, */
  private static final double SLOPE = 8;

  private static final double ACTIVATION = 8;

  /** and features and weights of the first layer. */
  private static final double INPUT = 4;

  /** How much the noise may be above what follows from these. */
  private static final double RESERVE = 4;

  private final CkksContext context;
  private final PredictionLayout layout;
  private final int parties;

  /** What a slot has of the noise of each coefficient. */
  private final double slot;

  private final double refreshed;
  private final double rescaled;

  PredictionNoise(CkksContext context, PredictionLayout layout, int parties) {
    this.context = context;
    this.layout = layout;
    this.parties = parties;
    int n = context.parameters().ringDimension();
    this.slot = Math.sqrt(n / 2.0);
    this.refreshed = NoiseBounds.sumRefresh(parties) + Math.sqrt((parties + 1) / 12.0);
    this.rescaled = NoiseBounds.rescale(n, parties);
  }

  /** Of an answer. */
  double answers(List<Hidden> hidden, Refreshed answers) {
    double margins = ofQuestion();
    if (hidden.isEmpty()) {
      double rounded = rescaled / answers.scaleIn();
      return RESERVE * Math.hypot(Math.hypot(margins, rounded), refreshed / answers.scaleOut());
    }
    double activations = 0;
    for (int layer = 0; layer < hidden.size(); layer++) {
      Hidden of = hidden.get(layer);
      activations = activations(of, margins);
      if (!layout.isLast(layer)) {
        margins = ofActivations(layer + 1, activations, of.onward().scaleOut());
      }
    }
    Refreshed again = hidden.get(hidden.size() - 1).onward();
    PatternLayout last = layout.network().last();
    double inputs = Math.hypot(activations, slot * refreshed / again.scaleOut());
    double weights = slot * spread(last.places()) / NetworkLevels.MODEL_SCALE;
    double products =
        Math.hypot(OUTPUT_NORM * inputs, Math.sqrt(last.slots().neurons()) * ACTIVATION * weights);
    double summed = Math.sqrt(last.neuronsPerGroup()) * slot * rescaled / answers.scaleIn();
    return RESERVE * Math.hypot(Math.hypot(products, summed), refreshed / answers.scaleOut());
  }

  /** Of activations in slots, of their margins' in coefficients. */
  private double activations(Hidden of, double margins) {
    double slots = Math.hypot(margins, slot * refreshed / of.toSlots().scaleOut());
    return Math.hypot(SLOPE * slots, slot * rescaled / of.onward().scaleIn());
  }

  /** Of a question's margins: rows times the weights' noise, weights times the rows'. */
  private double ofQuestion() {
    int n = context.parameters().ringDimension();
    double rows = NoiseBounds.freshEncryption(n, parties) / PredictionLevels.QUERY_SCALE;
    ColumnRows first = layout.columns(0);
    double weights = (double) first.polynomials() * first.columns().length() * first.shared();
    return INPUT * Math.hypot(fromWeights(first), Math.sqrt(weights) * rows);
  }

  /**
   * Of the margins of a layer whose inputs were refreshed to polynomials of columns. What these
   * bring along is at the inputs alone, what a refresh adds in all coefficients, so that it meets
   * all weights of the layer.
   */
  private double ofActivations(int layer, double activations, double scale) {
    ColumnRows columns = layout.columns(layer);
    ColumnLayout trained = columns.columns();
    double added = Math.sqrt(trained.neurons()) * refreshed / scale;
    return Math.hypot(
        MIDDLE_NORM * Math.hypot(activations, added), ACTIVATION * fromWeights(columns));
  }

  /** Of a margin, of the weights' noise and rows of 1 in all columns and rows. */
  private double fromWeights(ColumnRows columns) {
    double rows = (double) columns.polynomials() * columns.coefficients().stride();
    return Math.sqrt(rows * columns.shared())
        * spread(columns.columns().places())
        / NetworkLevels.MODEL_SCALE;
  }

  /** Of a coefficient of weights that were taken apart of a packed ciphertext of a refresh. */
  private double spread(int places) {
    double one =
        Math.hypot(NoiseBounds.sumRefresh(parties), NoiseBounds.rotation(context, parties));
    return Math.sqrt(2.0 * places) * one;
  }
}
