package parley.fl.protection.encrypted.linear.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import parley.fl.plan.Layout;
import parley.fl.protection.encrypted.linear.packing.DecayedState;
import parley.fl.protection.encrypted.linear.packing.SlotRotations;
import parley.fl.protection.encrypted.linear.step.LoopNumbers;
import parley.fl.protection.encrypted.linear.step.MarginLooks;
import parley.fl.protection.encrypted.linear.step.StepArguments;
import parley.fl.protection.encrypted.linear.step.TrainingRounds;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Scope;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.MappedSums;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.SumRefreshCall;

/**
 * Diagonal packing, see {@link Diagonals}: the driver rotates the model for all providers, each
 * sends its giant steps, and the driver rotates their sums. The first gradient, of the model 0,
 * needs no model. For one thread.
 */
final class DiagonalRounds implements TrainingRounds {
  private final Federation federation;
  private final Layout layout;
  private final LoopNumbers numbers;
  private final MarginLooks looks;
  private final Evaluator evaluator;
  private final SlotRotations rotations;
  private final DecayedState decays;

  DiagonalRounds(
      Federation federation,
      Layout layout,
      double gradientScale,
      LoopNumbers numbers,
      MarginLooks looks) {
    this.federation = federation;
    this.layout = layout;
    this.numbers = numbers;
    this.looks = looks;
    this.evaluator = new Evaluator(federation.context());
    this.rotations = new SlotRotations(evaluator, federation.rotationKeys(), layout);
    this.decays = new DecayedState(federation.context(), layout, gradientScale);
  }

  @Override
  public RefreshedSums refresh(
      int t, boolean last, List<Ciphertext> state, Supplier<SumRefreshCall> call) {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> sums = gradient(t, last, state);
      List<Ciphertext> old = decays.of(state, numbers.decays(t));
      List<Ciphertext> inputs = new ArrayList<>();
      for (int k = 0; k < sums.size(); k++) {
        inputs.add(evaluator.add(sums.get(k), old.get(k)));
      }
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

  /** The gradient's partial sums in the slots of each class, then the intercept's. */
  private List<Ciphertext> gradient(int t, boolean last, List<Ciphertext> state) {
    List<Ciphertext> model = t == 0 ? List.of() : rotated(state);
    try {
      if (numbers.due(t)) {
        look(t, model);
      }
      List<Ciphertext> uploads =
          federation.map(
              last ? TrainingSteps.MODEL_GRADIENT : TrainingSteps.GRADIENT,
              TrainingRounds.round(t, last),
              model,
              numbers.step(t).toBytes());
      return combine(uploads);
    } finally {
      model.forEach(Ciphertext::close);
    }
  }

  /** The weights rotated by 0 .. B - 1, then the intercept; made by several threads. */
  private List<Ciphertext> rotated(List<Ciphertext> state) {
    List<Ciphertext> model = rotations.all(state.get(0));
    if (layout.intercept()) {
      model.add(Scope.detach(state.get(1).share()));
    }
    return model;
  }

  private List<Ciphertext> combine(List<Ciphertext> uploads) {
    int giants = layout.width() / layout.babySteps();
    List<Ciphertext> sums = new ArrayList<>();
    sums.add(rotations.sumOfGiantSteps(uploads.subList(0, giants)));
    if (layout.intercept()) {
      sums.add(rotations.sum(uploads.get(giants)));
    }
    return sums;
  }

  private void look(int t, List<Ciphertext> model) {
    StepArguments step = numbers.step(t);
    try (MappedSums powers =
        federation.mapForSumRefresh(
            TrainingSteps.LOOK,
            TrainingRounds.round(t, false),
            model,
            step.toBytes(),
            looks.scale(),
            layout.parameters().ringDimension())) {
      looks.open(
          t,
          federation.sumRefresh(
              TrainingSteps.LOOK_REFRESH, t, powers, looks.call(step.look().count())));
    }
  }

  @Override
  public void close() {}
}
