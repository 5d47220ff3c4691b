package parley.fl.perceptron;

import java.util.List;
import java.util.Objects;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.fl.data.InputColumns;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.TrainedNetwork;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.report.FitReport;
import parley.fl.sealed.HasSealedWeights;
import parley.fl.sealed.SealedQuestions;
import parley.fl.sealed.SealedState;
import parley.fl.sealed.SealedWriter;
import parley.fl.settings.SiteSettings;
import parley.ml.persist.FittedWriter;

/**
 * What a model of a network holds: a known network or a sealed one, with the report of its fit; or
 * nothing, in a model that was never fitted. For one thread where it is sealed, else immutable.
 */
public final class FittedNetwork {
  /** Of a model that was never fitted. */
  public static final FittedNetwork NONE = new FittedNetwork(null, new SealedState(null));

  private final @Nullable NetworkState state;
  private final SealedState sealed;

  private FittedNetwork(@Nullable NetworkState state, SealedState sealed) {
    this.state = state;
    this.sealed = sealed;
  }

  /** Of a model that was saved. */
  public static FittedNetwork of(NetworkState state) {
    SealedModel model = state.sealed() == null ? null : state.sealed().model();
    return new FittedNetwork(state, new SealedState(model));
  }

  /** What a training left; a sealed model's keys live as long as it does. */
  static FittedNetwork of(NetworkFamily family, TrainingResult result) {
    return new FittedNetwork(
        NetworkState.of(family, result), new SealedState(result.sealed().orElse(null)));
  }

  /** For a copy of the model, which has predicted nothing. */
  public FittedNetwork copy() {
    return new FittedNetwork(state, sealed.copy());
  }

  /**
   * What is saved.
   *
   * @throws IllegalStateException of a model that was never fitted
   */
  public NetworkState state() {
    if (state == null) {
      throw new IllegalStateException(
          "cannot use the model: it was made without a fit, expected one that fit() or load()"
              + " gave");
    }
    return state;
  }

  /** The sealed weights, if they are sealed. */
  public SealedState sealedState() {
    return sealed;
  }

  /**
   * The network: what a row becomes, its weights, and the labels' scale.
   *
   * @throws IllegalStateException if its weights are sealed
   */
  public TrainedNetwork network(HasSealedWeights<?> model) {
    return known(model, "give the network").network();
  }

  /**
   * All weights, layer by layer: of input 0 to every output, then of input 1, then the biases.
   *
   * @throws IllegalStateException if they are sealed
   */
  public Vector weights(HasSealedWeights<?> model) {
    return Vectors.dense(known(model, "read the weights").values().clone());
  }

  private NetworkState known(HasSealedWeights<?> model, String verb) {
    if (model.isSealed()) {
      throw model.refusal(verb);
    }
    return state();
  }

  /** Features, neurons of each hidden layer, outputs. */
  public List<Integer> layers() {
    return state().shape().sizes();
  }

  /** How many values a row has; before the input map, if there is one. */
  public int values() {
    return state().input().values();
  }

  /** The map of a row's pixels as text; null for none. */
  public @Nullable String inputMap() {
    return state().inputMap();
  }

  /** The report of the fit. */
  public FitReport report() {
    return FitReport.fromJson(state().report());
  }

  /** Saves the model, unless nobody could use it. */
  public <M extends org.apache.spark.ml.Model<M> & HasSealedWeights<M>> MLWriter writer(M model) {
    return model.isSealed()
        ? new SealedWriter(model, state(), site(model))
        : new FittedWriter(model, state());
  }

  private static SiteSettings site(HasSealedWeights<?> model) {
    return model.keyParams().settings(model, model.roundParams());
  }

  /**
   * Checks that a column holds vectors, of as many values as the model was trained on where the
   * column says how many; and that who asks a sealed model can read its answers.
   *
   * @throws IllegalArgumentException if not
   */
  public void check(HasSealedWeights<?> model, StructType schema) {
    if (model.isSealed()) {
      SealedQuestions.requireOwnKey(site(model));
    }
    String features = Objects.requireNonNull(model.getOrDefault(model.featuresCol()));
    InputColumns.checkFeatures(schema, features);
    int told = AttributeGroup.fromStructField(schema.apply(features)).size();
    int values = values();
    if (told >= 0 && told != values) {
      throw new IllegalArgumentException(
          "cannot predict: column "
              + features
              + " has vectors of another size than the model was trained on, expected "
              + values
              + ", got "
              + told);
    }
  }
}
