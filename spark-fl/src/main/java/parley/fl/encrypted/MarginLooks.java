package parley.fl.encrypted;

import java.util.List;
import parley.fl.plan.Layout;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.SumRefreshCall;

/**
 * Brings means of powers of the margins over all rows to the model's scale and opens them to all.
 * For one thread.
 */
final class MarginLooks {
  private final Federation federation;
  private final Layout layout;
  private final LoopNumbers numbers;
  private final double scale;
  private final double rows;

  /** Looks at a training of so many rows. */
  MarginLooks(
      Federation federation,
      Layout layout,
      TrainingArguments arguments,
      LoopNumbers numbers,
      double rows) {
    this.federation = federation;
    this.layout = layout;
    this.numbers = numbers;
    this.scale = TrainingSteps.lookScale(federation.context(), layout, arguments.fit() != null);
    this.rows = rows;
  }

  /** True scale of the powers. */
  double scale() {
    return scale;
  }

  /** The sum refresh that gives the means of so many powers over the rows. */
  SumRefreshCall call(int powers) {
    double meanOverRows = layout.rowsPerBlock() / rows;
    SumRefreshCall.Builder call = SumRefreshCall.builder();
    for (int k = 0; k < powers; k++) {
      call.output(
          SumRefreshOutput.single(
              k, meanOverRows, scale, layout.modelLimbs(), Layout.modelScale()));
    }
    return call.build();
  }

  /** Opens what {@link #call} gave to all, closes it, and lets the training's numbers follow. */
  void open(int iteration, RefreshedSums means) {
    List<Ciphertext> outputs = means.outputs();
    double[] opened;
    try (means) {
      opened = federation.openMeans(TrainingSteps.LOOK_OPEN, iteration, outputs);
    }
    numbers.look(iteration, opened);
  }
}
