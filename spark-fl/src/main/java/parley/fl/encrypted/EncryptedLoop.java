package parley.fl.encrypted;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.protocol.Factor;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.protocol.SumRefreshTerm;
import parley.mhe.random.Seed;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.SumRefreshCall;

/**
 * MAP, COMBINE and REDUCE of all iterations. The driver's side: it adds up what providers send,
 * adds the decayed state, and asks for one sum refresh an iteration, which sums the rows, takes the
 * step, adds the momentum and restores the limbs.
 *
 * <p>Not thread-safe; used once.
 */
final class EncryptedLoop implements AutoCloseable {
  private final Federation federation;
  private final Layout layout;
  private final double[] momentum;
  private final double gradientScale;
  private final TrainingRounds rounds;
  private @Nullable RefreshedSums before;

  /**
   * A loop over an open federation.
   *
   * @param momentum beta_t of each iteration; its length is the number of iterations
   */
  EncryptedLoop(
      Federation federation,
      Layout layout,
      TrainingArguments arguments,
      double[] momentum,
      MeanWatch.Observer observer) {
    this.federation = federation;
    this.layout = layout;
    this.momentum = momentum.clone();
    ActivationCircuit activation = new ActivationCircuit(arguments.activation());
    this.gradientScale = TrainingSteps.gradientScale(federation.context(), layout, activation);
    MeanWatch watch = new MeanWatch(federation, layout, observer);
    this.rounds =
        layout.packing() == Packing.ROW
            ? new RowRounds(federation, layout, arguments, activation, gradientScale, watch)
            : new DiagonalRounds(federation, layout, arguments, gradientScale, watch);
  }

  /**
   * Trains and returns the model at the model's scale, owned by the caller.
   *
   * @param from where to go on; null for the beginning. Taken over
   */
  List<Ciphertext> run(@Nullable LoopState from, LoopState.Listener listener) {
    LoopState now = from == null ? new LoopState(0, initial(), null) : from;
    before = now.before();
    List<Ciphertext> state = now.state();
    for (int t = now.iteration(); t < momentum.length; t++) {
      listener.reached(new LoopState(t, state, before));
      List<Ciphertext> next = iterate(t, t == momentum.length - 1, state);
      state.forEach(Ciphertext::close);
      state = next;
    }
    return state;
  }

  /**
   * Encryptions of zero: a real encryption, since an upload made from a trivial one would show the
   * rows.
   */
  private List<Ciphertext> initial() {
    List<Ciphertext> state = new ArrayList<>();
    for (int k = 0; k < layout.stateSize(); k++) {
      state.add(
          federation.publicKey().encryptZero(layout.topLimbs(), layout.stateScale(), Seed.fresh()));
    }
    return state;
  }

  private List<Ciphertext> iterate(int t, boolean last, List<Ciphertext> state) {
    SumRefreshCall.Builder call = SumRefreshCall.builder().stride(layout.stride());
    RefreshedSums carried = last ? null : before;
    if (carried != null) {
      call.carry(carried);
    }
    for (int k = 0; k < layout.stateSize(); k++) {
      call.output(output(k, last, momentum[t], carried != null));
    }
    RefreshedSums result = rounds.refresh(t, last, state, call.build());
    before = result;
    return result.outputs();
  }

  /** v' = (1 + beta) w' - beta w, or w' alone at the end. */
  private SumRefreshOutput output(int k, boolean last, double beta, boolean carried) {
    double scale = last ? Layout.modelScale() : layout.stateScale();
    int limbs = last ? layout.modelLimbs() : layout.topLimbs();
    List<SumRefreshTerm> terms = new ArrayList<>();
    terms.add(SumRefreshTerm.of(k, 0, Factor.of(last ? 1 : 1 + beta, gradientScale, scale)));
    if (carried && beta != 0) {
      terms.add(SumRefreshTerm.carried(k, 0, Factor.of(-beta, gradientScale, scale)));
    }
    return new SumRefreshOutput(limbs, scale, terms);
  }

  @Override
  public void close() {
    rounds.close();
  }
}
