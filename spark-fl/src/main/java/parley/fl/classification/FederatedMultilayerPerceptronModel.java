package parley.fl.classification;

import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.fl.network.NetworkShape;
import parley.fl.network.TrainedNetwork;
import parley.fl.param.PredictionParams;
import parley.fl.perceptron.NetworkModels;
import parley.fl.perceptron.NetworkState;
import parley.fl.report.FitReport;
import parley.ml.persist.FittedReader;
import parley.ml.persist.FittedWriter;

/**
 * A network that several data providers learnt together, with the report of its fit. Its weights
 * are known here, and it predicts row by row, when the rows are asked for, without keys. Safe for
 * use by several threads while no Param is set.
 */
public final class FederatedMultilayerPerceptronModel
    extends Model<FederatedMultilayerPerceptronModel>
    implements HasProbability<FederatedMultilayerPerceptronModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final @Nullable NetworkState fitted;
  private final PredictionParams predictionParams;
  private final ProbabilityParams probabilityParams;

  /** For Spark Connect, which makes one to learn its name; it cannot predict. */
  public FederatedMultilayerPerceptronModel() {
    this(Identifiable.randomUID("federatedMlp"), null);
  }

  FederatedMultilayerPerceptronModel(String uid, @Nullable NetworkState fitted) {
    this.uid = uid;
    this.fitted = fitted;
    predictionParams = new PredictionParams(this);
    probabilityParams = new ProbabilityParams(this);
  }

  /** Reads models that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedMultilayerPerceptronModel> read() {
    return new FittedReader<>(
        "a network of classes",
        FederatedMultilayerPerceptronModel.class,
        NetworkState.class,
        FederatedMultilayerPerceptronModel::new);
  }

  /** The model saved at a path. */
  public static FederatedMultilayerPerceptronModel load(String path) {
    return read().load(path);
  }

  @Override
  public MLWriter write() {
    return new FittedWriter(this, fitted());
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public FederatedMultilayerPerceptronModel self() {
    return this;
  }

  @Override
  public PredictionParams predictionParams() {
    return predictionParams;
  }

  @Override
  public ProbabilityParams probabilityParams() {
    return probabilityParams;
  }

  private NetworkState fitted() {
    return NetworkModels.required(fitted);
  }

  /** The network: what a row becomes, and its weights. */
  public TrainedNetwork network() {
    return fitted().network();
  }

  /** Features, neurons of each hidden layer, classes. */
  public List<Integer> layers() {
    return shape().sizes();
  }

  /** All weights, layer by layer: of input 0 to every output, then of input 1, then the biases. */
  public Vector weights() {
    return Vectors.dense(fitted().values().clone());
  }

  public int numClasses() {
    return shape().outputs();
  }

  /** How many values a row has; before the input map, if there is one. */
  public int numFeatures() {
    return network().input().values();
  }

  private NetworkShape shape() {
    return NetworkShape.read(fitted().layers(), fitted().head());
  }

  /** The report of the fit, which is saved with the model and copied with it. */
  public FitReport report() {
    return FitReport.fromJson(fitted().report());
  }

  /**
   * Refuses: there is no model of Spark's that this one is.
   *
   * @throws IllegalStateException always
   */
  public MultilayerPerceptronClassificationModel toSpark() {
    throw new IllegalStateException(
        "cannot give Spark's own model: its hidden layers are sigmoids and its last a softmax,"
            + " expected a network of those, got one of (u^2 + u - 1) / 2; transform() predicts"
            + " with this one");
  }

  /**
   * Predicts row by row, when the rows are asked for.
   *
   * @throws IllegalArgumentException if a column is missing or in the way
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    return columns()
        .append(
            dataset, getOrDefault(featuresCol()), network(), (Double) getOrDefault(threshold()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    NetworkModels.check(schema, getOrDefault(featuresCol()), numFeatures());
    return columns().append(schema);
  }

  private ClassColumns columns() {
    return new ClassColumns(
        getOrDefault(rawPredictionCol()),
        getOrDefault(probabilityCol()),
        getOrDefault(predictionCol()),
        numClasses());
  }

  /**
   * What the model is worth on rows with labels.
   *
   * @param labels column of classes from 0
   * @throws IllegalArgumentException if a column is missing
   * @throws parley.error.ParleyException if there are no rows, or a label is no class of the model
   */
  public FederatedMultilayerPerceptronSummary evaluate(Dataset<?> dataset, String labels) {
    return FederatedMultilayerPerceptronSummary.of(this, dataset, labels);
  }

  @Override
  public FederatedMultilayerPerceptronModel copy(ParamMap extra) {
    return copyValues(new FederatedMultilayerPerceptronModel(uid, fitted), extra)
        .setParent(parent());
  }
}
