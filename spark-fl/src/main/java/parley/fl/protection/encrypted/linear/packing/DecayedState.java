package parley.fl.protection.encrypted.linear.packing;

import java.util.ArrayList;
import java.util.List;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.step.LoopNumbers;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;

/**
 * The state times its decays, see {@link LoopNumbers}, at the gradient's scale, where a product
 * with a plaintext costs no level. Thread-safe.
 */
public final class DecayedState {
  private final Layout layout;
  private final Evaluator evaluator;
  private final Encoder encoder;
  private final double gradientScale;

  public DecayedState(CkksContext context, Layout layout, double gradientScale) {
    this.layout = layout;
    this.evaluator = new Evaluator(context);
    this.encoder = new Encoder(context);
    this.gradientScale = gradientScale;
  }

  private List<Plaintext> encode(double[] decays) {
    double scale = gradientScale / layout.stateScale();
    boolean own = layout.modelSize() == 2;
    int repeated = own ? layout.features() : layout.weights();
    double[] slots = new double[layout.parameters().slots()];
    for (int i = 0; i < slots.length; i++) {
      int j = i % layout.width();
      slots[i] = j < repeated ? decays[j] : 0;
    }
    List<Plaintext> encoded = new ArrayList<>();
    encoded.add(encoder.encode(slots, scale, layout.refreshLimbs()));
    if (own) {
      double intercept = decays[layout.features()];
      encoded.add(encoder.encodeConstant(intercept, scale, layout.refreshLimbs()));
    }
    return encoded;
  }

  /**
   * The decayed state at the refresh's limbs; the open scope's.
   *
   * @param decays a weight each
   */
  public List<Ciphertext> of(List<Ciphertext> state, double[] decays) {
    List<Plaintext> encoded = encode(decays);
    List<Ciphertext> out = new ArrayList<>();
    for (int k = 0; k < state.size(); k++) {
      Ciphertext low = evaluator.drop(state.get(k), layout.refreshLimbs());
      out.add(evaluator.multiplyPlain(low, encoded.get(k)));
    }
    return out;
  }
}
