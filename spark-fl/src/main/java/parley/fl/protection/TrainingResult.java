package parley.fl.protection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.fl.network.TrainedNetwork;
import parley.fl.optim.LinearWeights;
import parley.fl.report.FitReport;

/**
 * What a training leaves: weights in clear, a sealed model or weights under the querier's key, and
 * the report. Immutable, so safe for use by several threads.
 */
public final class TrainingResult {
  private final @Nullable LinearWeights weights;
  private final @Nullable TrainedNetwork network;
  private final @Nullable SealedModel sealed;
  private final @Nullable SealedAnswers answers;
  private final FitReport report;

  private TrainingResult(
      @Nullable LinearWeights weights,
      @Nullable TrainedNetwork network,
      @Nullable SealedModel sealed,
      @Nullable SealedAnswers answers,
      FitReport report) {
    this.weights = weights;
    this.network = network;
    this.sealed = sealed;
    this.answers = answers;
    this.report = report;
  }

  /** A training in clear, or one whose weights were revealed; weights on the input scale. */
  public static TrainingResult known(LinearWeights weights, FitReport report) {
    return new TrainingResult(weights, null, null, null, report);
  }

  /** The same of a network. */
  public static TrainingResult known(TrainedNetwork network, FitReport report) {
    return new TrainingResult(null, network, null, null, report);
  }

  /** A training whose model stays encrypted. */
  public static TrainingResult sealed(SealedModel model, FitReport report) {
    return new TrainingResult(null, null, model, null, report);
  }

  /** A training whose weights only the querier can read, which is elsewhere. */
  public static TrainingResult answered(SealedAnswers weights, FitReport report) {
    return new TrainingResult(null, null, null, weights, report);
  }

  /** The network, unless the model is sealed or another. */
  public Optional<TrainedNetwork> network() {
    return Optional.ofNullable(network);
  }

  /** The weights on the input scale, unless the model is sealed or a network. */
  public Optional<LinearWeights> weights() {
    return Optional.ofNullable(weights);
  }

  /** The encrypted model, if it is sealed. */
  public Optional<SealedModel> sealed() {
    return Optional.ofNullable(sealed);
  }

  /** The weights under the querier's key, if they were revealed to a querier that is elsewhere. */
  public Optional<SealedAnswers> answers() {
    return Optional.ofNullable(answers);
  }

  public FitReport report() {
    return report;
  }
}
