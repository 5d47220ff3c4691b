package parley.fl.regression;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import parley.fl.Defaults;
import parley.fl.data.InputColumns;
import parley.fl.param.TrainingParams;
import parley.fl.perceptron.NetworkFit;
import parley.fl.perceptron.NetworkParams;
import parley.fl.perceptron.NetworkStage;
import parley.fl.report.FitListener;

/**
 * A regression by a network of dense layers, over the rows of several data providers who may not
 * share them: squared errors of labels that come to mean 0 and deviation 1 for the training, by
 * sums that are opened. Features, rows and protection are as {@link
 * parley.fl.classification.FederatedMultilayerPerceptron} says; there are no class weights.
 *
 * <p>Not safe for use by several threads while Params are being set.
 */
public final class FederatedMultilayerPerceptronRegressor
    extends Estimator<FederatedMultilayerPerceptronRegressorModel>
    implements NetworkStage<FederatedMultilayerPerceptronRegressor>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final TrainingParams trainingParams;
  private final NetworkParams networkParams;
  private transient FitListener listener = FitListener.NONE;

  /** An estimator with default Params. */
  public FederatedMultilayerPerceptronRegressor() {
    this(Identifiable.randomUID("federatedMlpRegressor"));
  }

  /** An estimator with default Params and the given uid. */
  public FederatedMultilayerPerceptronRegressor(String uid) {
    this.uid = uid;
    trainingParams = TrainingParams.withoutDescent(this);
    networkParams = new NetworkParams(this);
    setDefault(featureClip(), Defaults.NETWORK_FEATURE_CLIP);
  }

  /** Reads estimators that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedMultilayerPerceptronRegressor> read() {
    return new DefaultParamsReader<>();
  }

  /** The estimator saved at a path. */
  public static FederatedMultilayerPerceptronRegressor load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public FederatedMultilayerPerceptronRegressor self() {
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
  public FitListener listener() {
    return listener;
  }

  /** Who hears of fits while they run; not a Param, so not saved. Copies keep it. */
  public FederatedMultilayerPerceptronRegressor setListener(FitListener value) {
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
  public FederatedMultilayerPerceptronRegressorModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    FederatedMultilayerPerceptronRegressorModel model =
        new FederatedMultilayerPerceptronRegressorModel(uid, NetworkFit.of(this, dataset, false));
    copyValues(model, new ParamMap());
    model.forgetPlaces();
    return model.setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    NetworkFit.check(this, schema, false);
    return InputColumns.withNumber(schema, getOrDefault(predictionCol()));
  }

  @Override
  public FederatedMultilayerPerceptronRegressor copy(ParamMap extra) {
    FederatedMultilayerPerceptronRegressor copy = defaultCopy(extra);
    copy.listener = listener;
    return copy;
  }
}
