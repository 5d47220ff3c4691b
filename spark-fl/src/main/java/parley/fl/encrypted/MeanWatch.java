package parley.fl.encrypted;

import parley.fl.plan.Layout;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.RefreshedSums;
import parley.mhe.runtime.SumRefreshCall;

/**
 * Brings the mean of u^2 over all rows to the model's scale, switches it to the querier's key and
 * lets it be looked at. For one thread.
 */
final class MeanWatch {
  /** What becomes of the mean of u^2, switched to the querier's key. */
  interface Observer {
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
  private final Observer observer;

  MeanWatch(Federation federation, Layout layout, Observer observer) {
    this.federation = federation;
    this.layout = layout;
    this.observer = observer;
  }

  /** Whether this iteration, from 0, is looked at; the last one is not. */
  boolean due(int iteration, boolean last) {
    return !last && observer.due(iteration);
  }

  /** True scale of u^2. */
  double scale() {
    return TrainingSteps.squareScale(federation.context(), layout);
  }

  /** The sum refresh that gives the mean over the rows. */
  SumRefreshCall call() {
    double meanOverRows = layout.rowsPerBlock() / observer.rows();
    return SumRefreshCall.builder()
        .output(
            SumRefreshOutput.single(
                0, meanOverRows, scale(), layout.modelLimbs(), Layout.modelScale()))
        .build();
  }

  /** Opens what {@link #call} gave, and closes it. */
  void open(int iteration, RefreshedSums mean) {
    try (mean;
        Ciphertext switched =
            federation.keySwitch(TrainingSteps.WATCH_OPEN, iteration, mean.outputs().get(0))) {
      observer.observe(iteration, switched);
    }
  }
}
