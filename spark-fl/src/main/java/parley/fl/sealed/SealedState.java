package parley.fl.sealed;

import org.jspecify.annotations.Nullable;
import parley.fl.protection.SealedModel;
import parley.fl.report.FitReport;

/** The sealed weights of a model, if it has some, and its last prediction. For one thread. */
public final class SealedState {
  private final @Nullable SealedModel model;
  private @Nullable FitReport lastPrediction;

  /**
   * Of a model.
   *
   * @param model its weights; the very object that a fit left, as their keys live as long as it;
   *     null where they are not sealed
   */
  public SealedState(@Nullable SealedModel model) {
    this.model = model;
  }

  /** For a copy of the model, which has predicted nothing. */
  public SealedState copy() {
    return new SealedState(model);
  }

  @Nullable SealedModel model() {
    return model;
  }

  @Nullable FitReport lastPrediction() {
    return lastPrediction;
  }

  void predicted(@Nullable FitReport report) {
    if (report != null) {
      lastPrediction = report;
    }
  }
}
