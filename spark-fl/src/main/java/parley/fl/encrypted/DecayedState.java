package parley.fl.encrypted;

import java.util.ArrayList;
import java.util.List;
import parley.fl.plan.Layout;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;

/**
 * (1 - eta lambda_j) v_j at the gradient's scale, where a product with a plaintext costs no level.
 * The decays are the same in each iteration, so they are encoded once. Thread-safe.
 */
final class DecayedState implements AutoCloseable {
  private final Layout layout;
  private final Evaluator evaluator;
  private final List<Plaintext> decays = new ArrayList<>();

  DecayedState(
      CkksContext context, Layout layout, TrainingArguments arguments, double gradientScale) {
    this.layout = layout;
    this.evaluator = new Evaluator(context);
    Encoder encoder = new Encoder(context);
    double scale = gradientScale / layout.stateScale();
    boolean own = layout.stateSize() == 2;
    int repeated = own ? layout.features() : layout.weights();
    double[] slots = new double[layout.parameters().slots()];
    for (int i = 0; i < slots.length; i++) {
      int j = i % layout.width();
      slots[i] = j < repeated ? arguments.decays()[j] : 0;
    }
    decays.add(encoder.encode(slots, scale, layout.refreshLimbs()));
    if (own) {
      double intercept = arguments.decays()[layout.features()];
      decays.add(encoder.encodeConstant(intercept, scale, layout.refreshLimbs()));
    }
  }

  /** The decayed state at the refresh's limbs; the open scope's. */
  List<Ciphertext> of(List<Ciphertext> state) {
    List<Ciphertext> out = new ArrayList<>();
    for (int k = 0; k < state.size(); k++) {
      Ciphertext low = evaluator.drop(state.get(k), layout.refreshLimbs());
      out.add(evaluator.multiplyPlain(low, decays.get(k)));
    }
    return out;
  }

  @Override
  public void close() {
    decays.forEach(Plaintext::close);
  }
}
