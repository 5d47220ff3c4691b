package parley.fl.encrypted;

import java.util.List;
import parley.fl.plan.Layout;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.MappedSums;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.SumRefreshCall;

/**
 * Row packing: products of all providers' rows side by side, the activation once on the aggregate,
 * products again. For one thread.
 */
final class RowRounds implements TrainingRounds {
  private final Federation federation;
  private final Layout layout;
  private final byte[] argumentBytes;
  private final double gradientScale;
  private final MeanWatch watch;
  private final Evaluator evaluator;
  private final RowBlockEvaluator blocks;
  private final DecayedState decays;

  RowRounds(
      Federation federation,
      Layout layout,
      TrainingArguments arguments,
      ActivationCircuit activation,
      double gradientScale,
      MeanWatch watch) {
    this.federation = federation;
    this.layout = layout;
    this.argumentBytes = arguments.toBytes();
    this.gradientScale = gradientScale;
    this.watch = watch;
    this.evaluator = new Evaluator(federation.context());
    this.blocks =
        new RowBlockEvaluator(
            federation.context(),
            layout,
            activation,
            federation.relinearisationKey(),
            federation.rotationKeys());
    this.decays = new DecayedState(federation.context(), layout, arguments, gradientScale);
  }

  @Override
  public RefreshedSums refresh(int t, boolean last, List<Ciphertext> state, SumRefreshCall call) {
    try (Scope scope = Scope.open();
        MappedSums gradients = gradients(t, last, state);
        MappedSums inputs = gradients.plus(decays.of(state))) {
      RefreshedSums result =
          federation.sumRefresh(
              last ? TrainingSteps.MODEL_REFRESH : TrainingSteps.REFRESH,
              TrainingRounds.round(t, last),
              inputs,
              call);
      result.outputs().forEach(Scope::detach);
      return result;
    }
  }

  private MappedSums gradients(int t, boolean last, List<Ciphertext> state) {
    List<Ciphertext> residuals = residuals(t, last, state);
    try {
      return federation.mapForSumRefresh(
          last ? TrainingSteps.MODEL_GRADIENT : TrainingSteps.GRADIENT,
          TrainingRounds.round(t, last),
          residuals,
          argumentBytes,
          gradientScale,
          layout.stride());
    } finally {
      // Made by several threads, so that no scope of this one closes them.
      residuals.forEach(Ciphertext::close);
    }
  }

  /** The activation of every block, computed once for all providers. */
  private List<Ciphertext> residuals(int t, boolean last, List<Ciphertext> state) {
    List<Ciphertext> products =
        federation.map(
            last ? TrainingSteps.MODEL_FORWARD : TrainingSteps.FORWARD,
            TrainingRounds.round(t, last),
            state,
            argumentBytes);
    List<ActivationCircuit.Output> outputs =
        products.parallelStream().map(blocks::evaluate).toList();
    products.forEach(Ciphertext::close);
    if (watch.due(t, last)) {
      Ciphertext squares =
          outputs.stream()
              .map(ActivationCircuit.Output::square)
              .reduce(evaluator::add)
              .orElseThrow();
      watch.open(
          t, federation.sumRefresh(TrainingSteps.WATCH_REFRESH, t, List.of(squares), watch.call()));
    }
    outputs.forEach(output -> output.square().close());
    return outputs.stream().map(ActivationCircuit.Output::value).toList();
  }

  @Override
  public void close() {
    blocks.close();
    decays.close();
  }
}
