package parley.fl.protection.encrypted.linear;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.LinearWeights;
import parley.fl.plan.Layout;
import parley.fl.protection.AnswerForm;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.fl.protection.encrypted.session.AnswerOrigin;
import parley.fl.protection.encrypted.session.OpenSession;
import parley.fl.protection.encrypted.session.OpenedSlots;
import parley.fl.protection.linear.Statistics;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.Federation;

/**
 * Switches a finished model's weights to the querier's key, who alone reads them. Immutable.
 *
 * @param layout where the weights lie
 * @param plan what they are divided by
 * @param agreed how features and labels became what was trained on
 */
record WeightRelease(Layout layout, IterationPlan plan, Statistics agreed) {
  private static final String REQUEST = "parley/weights-request/1";

  /** The weights on the input scale, where the querier's key is. */
  LinearWeights reveal(Federation federation, List<Ciphertext> model, KeyPair querier) {
    List<Ciphertext> switched = federation.keySwitch(TrainingSteps.MODEL_REVEAL, 0, model);
    double[] weights = new double[layout.weights()];
    for (int k = 0; k < switched.size(); k++) {
      try (Ciphertext ciphertext = switched.get(k)) {
        double[] slots = querier.decrypt(ciphertext);
        if (k == 0) {
          for (int j = 0; j < Math.min(weights.length, layout.width()); j++) {
            weights[j] = OpenedSlots.round(slots[j]);
          }
        } else {
          weights[layout.features()] = OpenedSlots.round(slots[0]);
        }
      }
    }
    for (int j = 0; j < weights.length; j++) {
      weights[j] *= plan.halfWidth();
    }
    return agreed.labels().toInputScale(agreed.standardization().toInputScale(weights));
  }

  /**
   * The weights under the key of a querier that is apart.
   *
   * @param features names, in order
   */
  SealedAnswers seal(OpenSession session, List<Ciphertext> model, List<String> features) {
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
        plan.halfWidth() * agreed.labels().factor(),
        agreed.labels().offset(),
        AnswerForm.MARGINS,
        parts,
        List.of(),
        new SealedAnswers.Weights(features, plan.intercept(), agreed.standardization()),
        Map.of());
  }
}
