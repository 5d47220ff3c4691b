package parley.fl.protection.encrypted.linear.loop;

import java.util.List;
import java.util.function.Supplier;
import parley.fl.family.circuit.LookCircuit;
import parley.fl.family.circuit.PolynomialCircuit;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.packing.DecayedState;
import parley.fl.protection.encrypted.linear.packing.RowBlockEvaluator;
import parley.fl.protection.encrypted.linear.step.LoopNumbers;
import parley.fl.protection.encrypted.linear.step.MarginLooks;
import parley.fl.protection.encrypted.linear.step.TrainingRounds;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.mhe.ckks.Ciphertext;
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
  private final double gradientScale;
  private final LoopNumbers numbers;
  private final MarginLooks looks;
  private final RowBlockEvaluator blocks;
  private final DecayedState decays;

  RowRounds(
      Federation federation,
      Layout layout,
      double gradientScale,
      LoopNumbers numbers,
      MarginLooks looks) {
    this.federation = federation;
    this.layout = layout;
    this.gradientScale = gradientScale;
    this.numbers = numbers;
    this.looks = looks;
    this.blocks =
        new RowBlockEvaluator(
            federation.context(),
            layout,
            federation.relinearisationKey(),
            federation.rotationKeys());
    this.decays = new DecayedState(federation.context(), layout, gradientScale);
  }

  @Override
  public RefreshedSums refresh(
      int t, boolean last, List<Ciphertext> state, Supplier<SumRefreshCall> call) {
    try (Scope scope = Scope.open();
        MappedSums gradients = gradients(t, last, state);
        MappedSums inputs = gradients.plus(decays.of(state, numbers.decays(t)))) {
      RefreshedSums result =
          federation.sumRefresh(
              last ? TrainingSteps.MODEL_REFRESH : TrainingSteps.REFRESH,
              TrainingRounds.round(t, last),
              inputs,
              call.get());
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
          numbers.step(t).toBytes(),
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
            numbers.step(t).toBytes());
    List<Ciphertext> predictors = products.parallelStream().map(blocks::predictor).toList();
    products.forEach(Ciphertext::close);
    try {
      if (numbers.due(t)) {
        LookCircuit look = numbers.step(t).look();
        looks.look(t, predictors, u -> blocks.powers(look, u));
      }
      PolynomialCircuit circuit = numbers.step(t).circuit();
      return predictors.parallelStream().map(u -> blocks.activation(circuit, u)).toList();
    } finally {
      predictors.forEach(Ciphertext::close);
    }
  }

  @Override
  public void close() {
    blocks.close();
  }
}
