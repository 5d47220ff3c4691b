package parley.fl.encrypted;

import java.util.List;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.LinearWeights;
import parley.fl.optim.Standardization;
import parley.fl.plan.Layout;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.runtime.Federation;

/**
 * Switches a finished model's weights to the querier's key, who alone reads them. Stateless and
 * thread-safe.
 */
final class WeightRelease {
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
          System.arraycopy(slots, 0, weights, 0, Math.min(weights.length, layout.width()));
        } else {
          weights[layout.features()] = slots[0];
        }
      }
    }
    for (int j = 0; j < weights.length; j++) {
      weights[j] *= plan.halfWidth();
    }
    return scaling.toInputScale(weights);
  }
}
