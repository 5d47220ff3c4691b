package parley.fl.encrypted;

import java.util.ArrayList;
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
 * Diagonal packing, see {@link Diagonals}: the driver rotates the model for all providers, each
 * sends its giant steps, and the driver rotates their sums. The first gradient, of the model 0,
 * needs no model. For one thread.
 */
final class DiagonalRounds implements TrainingRounds {
  private final Federation federation;
  private final Layout layout;
  private final byte[] argumentBytes;
  private final MeanWatch watch;
  private final Evaluator evaluator;
  private final SlotRotations rotations;
  private final DecayedState decays;

  DiagonalRounds(
      Federation federation,
      Layout layout,
      TrainingArguments arguments,
      double gradientScale,
      MeanWatch watch) {
    this.federation = federation;
    this.layout = layout;
    this.argumentBytes = arguments.toBytes();
    this.watch = watch;
    this.evaluator = new Evaluator(federation.context());
    this.rotations = new SlotRotations(evaluator, federation.rotationKeys(), layout);
    this.decays = new DecayedState(federation.context(), layout, arguments, gradientScale);
  }

  @Override
  public RefreshedSums refresh(int t, boolean last, List<Ciphertext> state, SumRefreshCall call) {
    try (Scope scope = Scope.open()) {
      List<Ciphertext> sums = gradient(t, last, state);
      List<Ciphertext> old = decays.of(state);
      List<Ciphertext> inputs = new ArrayList<>();
      for (int k = 0; k < sums.size(); k++) {
        inputs.add(evaluator.add(sums.get(k), old.get(k)));
      }
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

  /** The gradient's partial sums in the slots of each class, then the intercept's. */
  private List<Ciphertext> gradient(int t, boolean last, List<Ciphertext> state) {
    List<Ciphertext> model = t == 0 ? List.of() : rotated(state);
    try {
      if (watch.due(t, last)) {
        watch(t, model);
      }
      List<Ciphertext> uploads =
          federation.map(
              last ? TrainingSteps.MODEL_GRADIENT : TrainingSteps.GRADIENT,
              TrainingRounds.round(t, last),
              model,
              argumentBytes);
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

  private void watch(int t, List<Ciphertext> model) {
    try (MappedSums squares =
        federation.mapForSumRefresh(
            TrainingSteps.WATCH,
            TrainingRounds.round(t, false),
            model,
            argumentBytes,
            watch.scale(),
            layout.parameters().ringDimension())) {
      watch.open(t, federation.sumRefresh(TrainingSteps.WATCH_REFRESH, t, squares, watch.call()));
    }
  }

  @Override
  public void close() {
    decays.close();
  }
}
