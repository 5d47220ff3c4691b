package parley.fl.classification;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import parley.fl.Defaults;
import parley.fl.param.TrainingParams;
import parley.fl.perceptron.NetworkFit;
import parley.fl.perceptron.NetworkParams;
import parley.fl.perceptron.NetworkStage;
import parley.fl.report.FitListener;

/**
 * A classifier by a network of dense layers, over the rows of several data providers who may not
 * share them. Labels are 0 to K - 1, K of the label's metadata or one more than the largest; every
 * class needs a row somewhere, not at each provider. Rows are 1 as long as they have no weight; a
 * weight is relative to all rows' mean.
 *
 * <p>Features come to one scale and are cut at {@code featureClip}, 3 at most. Nothing of the
 * order, number or partitions of a provider's rows but what they are enters: the same rows give the
 * same model, to the bit.
 *
 * <p>Protection {@code encrypted}, the default, trains under a key of which each provider holds a
 * share: the model is sealed, and with {@code revealWeights} the querier gets its weights, and the
 * model has them. {@code plain} takes the same steps in clear. How much a row counts, by its own
 * weight or its class's, is as private as its label; under encryption its own is 64 at most. Not
 * safe for use by several threads while Params are being set.
 */
public final class FederatedMultilayerPerceptron
    extends Estimator<FederatedMultilayerPerceptronModel>
    implements NetworkStage<FederatedMultilayerPerceptron>,
        HasProbability<FederatedMultilayerPerceptron>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final TrainingParams trainingParams;
  private final NetworkParams networkParams;
  private final ProbabilityParams probabilityParams;
  private transient FitListener listener = FitListener.NONE;

  /** An estimator with default Params. */
  public FederatedMultilayerPerceptron() {
    this(Identifiable.randomUID("federatedMlp"));
  }

  /** An estimator with default Params and the given uid. */
  public FederatedMultilayerPerceptron(String uid) {
    this.uid = uid;
    trainingParams = TrainingParams.withoutDescent(this);
    networkParams = new NetworkParams(this);
    probabilityParams = new ProbabilityParams(this);
    setDefault(featureClip(), Defaults.NETWORK_FEATURE_CLIP);
  }

  /** Reads estimators that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedMultilayerPerceptron> read() {
    return new DefaultParamsReader<>();
  }

  /** The estimator saved at a path. */
  public static FederatedMultilayerPerceptron load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public FederatedMultilayerPerceptron self() {
    return this;
  }

  @Override
  public TrainingParams trainingParams() {
    return trainingParams;
  }

  @Override
  public NetworkParams networkParams() {
    return networkParams;
  }

  @Override
  public ProbabilityParams probabilityParams() {
    return probabilityParams;
  }

  @Override
  public FitListener listener() {
    return listener;
  }

  /** Who hears of fits while they run; not a Param, so not saved. Copies keep it. */
  public FederatedMultilayerPerceptron setListener(FitListener value) {
    listener = value;
    return this;
  }

  /**
   * Trains on all providers' rows; each holds a partition, or what the provider column names.
   *
   * @throws IllegalArgumentException if a Param or a column is wrong; before any work
   * @throws parley.error.ParleyException if the rows cannot be used or the training fails
   */
  @Override
  public FederatedMultilayerPerceptronModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    FederatedMultilayerPerceptronModel model =
        new FederatedMultilayerPerceptronModel(uid, NetworkFit.of(this, dataset, true));
    copyValues(model, new ParamMap());
    model.forgetPlaces();
    return model.setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    NetworkFit.check(this, schema, true);
    OutputColumns columns = probabilityParams.outputColumns(this);
    return columns.append(schema);
  }

  @Override
  public FederatedMultilayerPerceptron copy(ParamMap extra) {
    FederatedMultilayerPerceptron copy = defaultCopy(extra);
    copy.listener = listener;
    return copy;
  }
}
