package parley.fl.protection.encrypted.train;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.LinearWeights;
import parley.fl.optim.Standardization;
import parley.fl.plan.Layout;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.encrypted.linear.packing.OpenedPrecision;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.fl.protection.encrypted.session.AnswerOrigin;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.Federation;

/**
 * Switches a finished model's weights to the querier's key, who alone reads them. Stateless and
 * thread-safe.
 */
final class WeightRelease {
  private static final String REQUEST = "parley/weights-request/1";

  private WeightRelease() {}

  static LinearWeights reveal(
      Federation federation,
      Layout layout,
      List<Ciphertext> model,
      KeyPair querier,
      IterationPlan plan,
      Standardization scaling) {
    List<Ciphertext> switched = federation.keySwitch(TrainingSteps.MODEL_REVEAL, 0, model);
    double[] weights = new double[layout.weights()];
    for (int k = 0; k < switched.size(); k++) {
      try (Ciphertext ciphertext = switched.get(k)) {
        double[] slots = querier.decrypt(ciphertext);
        if (k == 0) {
          for (int j = 0; j < Math.min(weights.length, layout.width()); j++) {
            weights[j] = OpenedPrecision.round(slots[j]);
          }
        } else {
          weights[layout.features()] = OpenedPrecision.round(slots[0]);
        }
      }
    }
    for (int j = 0; j < weights.length; j++) {
      weights[j] *= plan.halfWidth();
    }
    return scaling.toInputScale(weights);
  }

  /**
   * The weights under the key of a querier that is apart.
   *
   * @param features names, in order
   */
  static SealedAnswers seal(
      OpenSession session,
      Layout layout,
      List<Ciphertext> model,
      IterationPlan plan,
      Standardization scaling,
      List<String> features) {
    List<Ciphertext> switched =
        session.federation().keySwitch(TrainingSteps.MODEL_REVEAL, 0, model);
    List<SealedAnswers.Part> parts = new ArrayList<>();
    int first = switched.size() == 1 ? layout.weights() : layout.features();
    for (Ciphertext ciphertext : switched) {
      try (ciphertext) {
        parts.add(new SealedAnswers.Part(ciphertext.toBytes(), parts.isEmpty() ? first : 1, 1));
      }
    }
    WireWriter asked = new WireWriter().add(REQUEST);
    model.forEach(one -> asked.add(one.hash()));
    return new SealedAnswers(
        SealedAnswers.Kind.WEIGHTS,
        AnswerOrigin.of(session, "", HexFormat.of().formatHex(asked.sha256())),
        layout.parameters().toBytes(),
        plan.halfWidth(),
        parts,
        List.of(),
        new SealedAnswers.Weights(features, plan.intercept(), scaling),
        Map.of());
  }
}
