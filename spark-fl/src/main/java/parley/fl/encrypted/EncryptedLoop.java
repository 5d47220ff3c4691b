package parley.fl.encrypted;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.plan.Layout;
import parley.fl.plan.Packing;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Scope;
import parley.mhe.protocol.Factor;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.protocol.SumRefreshTerm;
import parley.mhe.random.Seed;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.MappedSums;
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
  /** What becomes of the mean of z^2, switched to the querier's key. */
  interface Watch {
    /** Whether this iteration, from 0, is looked at. */
    boolean due(int iteration);

    /** Rows of all providers. */
    double rows();

    /**
     * Takes the mean of u^2 in every slot under the querier's key; ends the training by an
     * exception.
     */
    void observe(int iteration, Ciphertext meanSquare);
  }

  private final Federation federation;
  private final Layout layout;
  private final TrainingArguments arguments;
  private final byte[] argumentBytes;
  private final double[] momentum;
  private final Evaluator evaluator;
  private final @Nullable RowBlockEvaluator rowBlocks;
  private final double gradientScale;
  private final @Nullable Plaintext rowDecays;
  private final Watch watch;
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
      Watch watch) {
    this.federation = federation;
    this.layout = layout;
    this.arguments = arguments;
    this.argumentBytes = arguments.toBytes();
    this.momentum = momentum.clone();
    this.watch = watch;
    this.evaluator = new Evaluator(federation.context());
    ActivationCircuit activation = new ActivationCircuit(arguments.activation());
    this.gradientScale = TrainingSteps.gradientScale(federation.context(), layout, activation);
    this.rowDecays = layout.packing() == Packing.ROW ? encodeRowDecays() : null;
    this.rowBlocks =
        layout.packing() == Packing.ROW
            ? new RowBlockEvaluator(
                federation.context(),
                layout,
                activation,
                federation.relinearisationKey(),
                federation.rotationKeys())
            : null;
  }

  /** Trains and returns the model at the model's scale, owned by the caller. */
  List<Ciphertext> run() {
    List<Ciphertext> state = initial();
    for (int t = 0; t < momentum.length; t++) {
      boolean last = t == momentum.length - 1;
      List<Ciphertext> next = iterate(t, last, state);
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
    int round = last ? 0 : t;
    try (Scope scope = Scope.open();
        MappedSums gradients = gradients(last, round, t, state);
        MappedSums inputs = gradients.plus(decayed(state))) {
      SumRefreshCall.Builder call = SumRefreshCall.builder().stride(layout.stride());
      RefreshedSums carried = last ? null : before;
      if (carried != null) {
        call.carry(carried);
      }
      for (int k = 0; k < layout.stateSize(); k++) {
        call.output(output(k, last, momentum[t], carried != null));
      }
      RefreshedSums result =
          federation.sumRefresh(
              last ? TrainingSteps.MODEL_REFRESH : TrainingSteps.REFRESH,
              round,
              inputs,
              call.build());
      before = result;
      result.outputs().forEach(Scope::detach);
      return result.outputs();
    }
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

  private MappedSums gradients(boolean last, int round, int t, List<Ciphertext> state) {
    String step = last ? TrainingSteps.MODEL_GRADIENT : TrainingSteps.GRADIENT;
    if (rowBlocks != null) {
      List<Ciphertext> residuals = residuals(rowBlocks, last, round, t, state);
      try {
        return mapGradients(step, round, residuals);
      } finally {
        // Made by several threads, so that no scope of this one closes them.
        residuals.forEach(Ciphertext::close);
      }
    }
    if (watch.due(t) && !last) {
      try (MappedSums squares =
          federation.mapForSumRefresh(
              TrainingSteps.WATCH,
              round,
              state,
              argumentBytes,
              TrainingSteps.squareScale(federation.context(), layout),
              ringDimension())) {
        watch(t, federation.sumRefresh(TrainingSteps.WATCH_REFRESH, t, squares, watchCall()));
      }
    }
    return mapGradients(step, round, state);
  }

  private MappedSums mapGradients(String step, int round, List<Ciphertext> inputs) {
    return federation.mapForSumRefresh(
        step, round, inputs, argumentBytes, gradientScale, layout.stride());
  }

  /** The activation of every block, computed once for all providers. */
  private List<Ciphertext> residuals(
      RowBlockEvaluator blocks, boolean last, int round, int t, List<Ciphertext> state) {
    List<Ciphertext> products =
        federation.map(
            last ? TrainingSteps.MODEL_FORWARD : TrainingSteps.FORWARD,
            round,
            state,
            argumentBytes);
    List<ActivationCircuit.Output> outputs =
        products.parallelStream().map(blocks::evaluate).toList();
    products.forEach(Ciphertext::close);
    if (watch.due(t) && !last) {
      Ciphertext squares =
          outputs.stream()
              .map(ActivationCircuit.Output::square)
              .reduce(evaluator::add)
              .orElseThrow();
      watch(
          t, federation.sumRefresh(TrainingSteps.WATCH_REFRESH, t, List.of(squares), watchCall()));
    }
    outputs.forEach(output -> output.square().close());
    return outputs.stream().map(ActivationCircuit.Output::value).toList();
  }

  private SumRefreshCall watchCall() {
    double meanOverRows = layout.parameters().slots() / (layout.width() * watch.rows());
    return SumRefreshCall.builder()
        .output(
            SumRefreshOutput.single(
                0,
                meanOverRows,
                TrainingSteps.squareScale(federation.context(), layout),
                layout.modelLimbs(),
                Layout.modelScale()))
        .build();
  }

  private void watch(int t, RefreshedSums mean) {
    try (mean;
        Ciphertext switched =
            federation.keySwitch(TrainingSteps.WATCH_OPEN, t, mean.outputs().get(0))) {
      watch.observe(t, switched);
    }
  }

  /**
   * (1 - eta lambda_j) v_j at the gradient's scale, where a product with a constant costs no level.
   */
  private List<Ciphertext> decayed(List<Ciphertext> state) {
    List<Ciphertext> out = new ArrayList<>();
    for (int k = 0; k < state.size(); k++) {
      Ciphertext low = evaluator.drop(state.get(k), layout.refreshLimbs());
      out.add(
          rowDecays == null
              ? evaluator.multiplyScalar(low, arguments.decays()[k], decayScale())
              : evaluator.multiplyPlain(low, rowDecays));
    }
    return out;
  }

  /** The decays of all weights, repeated for every row: the same in each iteration. */
  private Plaintext encodeRowDecays() {
    double[] decays = arguments.decays();
    double[] slots = new double[layout.parameters().slots()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = i % layout.width() < decays.length ? decays[i % layout.width()] : 0;
    }
    return new Encoder(federation.context()).encode(slots, decayScale(), layout.refreshLimbs());
  }

  private double decayScale() {
    return gradientScale / layout.stateScale();
  }

  private int ringDimension() {
    return layout.parameters().ringDimension();
  }

  @Override
  public void close() {
    if (rowBlocks != null) {
      rowBlocks.close();
    }
    if (rowDecays != null) {
      rowDecays.close();
    }
  }
}
