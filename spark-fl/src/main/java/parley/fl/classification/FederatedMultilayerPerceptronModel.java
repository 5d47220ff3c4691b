package parley.fl.classification;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import parley.fl.data.SchemaColumns;
import parley.fl.network.TrainedNetwork;
import parley.fl.param.KeyParams;
import parley.fl.param.PredictionParams;
import parley.fl.param.RoundParams;
import parley.fl.perceptron.FittedNetwork;
import parley.fl.perceptron.NetworkState;
import parley.fl.report.FitReport;
import parley.fl.sealed.HasSealedWeights;
import parley.fl.sealed.SealedQuestions;
import parley.fl.sealed.SealedState;
import parley.ml.persist.FittedReader;

/**
 * A network that several data providers learnt together, with the report of its fit. Its weights
 * are known here, and it predicts row by row, when the rows are asked for, without keys; or nobody
 * knows them, and the providers are asked, see {@link HasSealedWeights}. Safe for use by several
 * threads while no Param is set and it is not sealed.
 */
public final class FederatedMultilayerPerceptronModel
    extends Model<FederatedMultilayerPerceptronModel>
    implements HasProbability<FederatedMultilayerPerceptronModel>,
        HasSealedWeights<FederatedMultilayerPerceptronModel>,
        MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final FittedNetwork fitted;
  private final PredictionParams predictionParams;
  private final ProbabilityParams probabilityParams;
  private final KeyParams keyParams;
  private final RoundParams roundParams;

  /** For Spark Connect, which makes one to learn its name; it cannot predict. */
  public FederatedMultilayerPerceptronModel() {
    this(Identifiable.randomUID("federatedMlp"), FittedNetwork.NONE);
  }

  FederatedMultilayerPerceptronModel(String uid, FittedNetwork fitted) {
    this.uid = uid;
    this.fitted = fitted;
    predictionParams = new PredictionParams(this);
    probabilityParams = new ProbabilityParams(this);
    keyParams = new KeyParams(this);
    roundParams = new RoundParams(this);
  }

  /** Reads models that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedMultilayerPerceptronModel> read() {
    return new FittedReader<>(
        "a network of classes",
        FederatedMultilayerPerceptronModel.class,
        NetworkState.class,
        (uid, state) -> new FederatedMultilayerPerceptronModel(uid, FittedNetwork.of(state)));
  }

  /** The model saved at a path. */
  public static FederatedMultilayerPerceptronModel load(String path) {
    return read().load(path);
  }

  @Override
  public MLWriter write() {
    return fitted.writer(this);
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

  @Override
  public KeyParams keyParams() {
    return keyParams;
  }

  @Override
  public RoundParams roundParams() {
    return roundParams;
  }

  @Override
  public SealedState sealedState() {
    return fitted.sealedState();
  }

  /**
   * The network: what a row becomes, and its weights.
   *
   * @throws IllegalStateException if they are sealed
   */
  public TrainedNetwork network() {
    return fitted.network(this);
  }

  /** Features, neurons of each hidden layer, classes. */
  public List<Integer> layers() {
    return fitted.layers();
  }

  /**
   * All weights, layer by layer: of input 0 to every output, then of input 1, then the biases.
   *
   * @throws IllegalStateException if they are sealed
   */
  public Vector weights() {
    return fitted.weights(this);
  }

  public int numClasses() {
    List<Integer> layers = layers();
    return layers.get(layers.size() - 1);
  }

  /** How many values a row has; before the input map, if there is one. */
  public int numFeatures() {
    return fitted.values();
  }

  /** What is made of a row's pixels first, as text; none of rows that are no images. */
  public Optional<String> inputMap() {
    return Optional.ofNullable(fitted.inputMap());
  }

  /** The report of the fit, which is saved with the model and copied with it. */
  public FitReport report() {
    return fitted.report();
  }

  @Override
  public Optional<FitReport> trainingReport() {
    return Optional.of(report());
  }

  /**
   * Refuses: there is no model of Spark's that this one is.
   *
   * @throws IllegalStateException always
   */
  public MultilayerPerceptronClassificationModel toSpark() {
    if (scores() == ClassScores.SIGMOIDS) {
      throw new IllegalStateException(
          "cannot give Spark's own model: its last layer is a softmax, expected a network of that,"
              + " got a sigmoid of each class against the others; transform() predicts with this"
              + " one");
    }
    throw new IllegalStateException(
        "cannot give Spark's own model: its hidden layers are sigmoids and its last a softmax,"
            + " expected a network of those, got one of (u^2 + u - 1) / 2; transform() predicts"
            + " with this one");
  }

  /**
   * Predicts row by row, when the rows are asked for; eagerly and for the querier where the model
   * is sealed.
   *
   * @throws IllegalArgumentException if a column is missing or in the way, or a sealed model's rows
   *     are a stream
   * @throws parley.error.ParleyException if rows cannot be used, or keys or shares are missing
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    if (isSealed()) {
      SealedQuestions.requireTable(dataset);
    }
    StructType schema = transformSchema(dataset.schema(), true);
    double cut = (Double) getOrDefault(threshold());
    return isSealed()
        ? asked(dataset, schema, scores -> columns().values(scores, cut))
        : columns().append(dataset, getOrDefault(featuresCol()), network(), cut);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    fitted.check(this, schema);
    return columns().append(schema);
  }

  @Override
  public Map<String, String> answerFacts() {
    return Map.of(
        FederatedLogisticRegressionModel.THRESHOLD,
        Double.toString((Double) getOrDefault(threshold())),
        ClassScores.ATTRIBUTE,
        scores().parameterName());
  }

  private ClassScores scores() {
    return layers().size() == 2 ? ClassScores.SIGMOIDS : ClassScores.SOFTMAX;
  }

  private ClassColumns columns() {
    return new ClassColumns(
        getOrDefault(rawPredictionCol()),
        getOrDefault(probabilityCol()),
        getOrDefault(predictionCol()),
        numClasses(),
        scores());
  }

  /**
   * What the model is worth on rows with labels.
   *
   * @param labels column of classes from 0
   * @throws IllegalArgumentException if a column is missing
   * @throws parley.error.ParleyException if there are no rows, or a label is no class of the model
   */
  public FederatedMultilayerPerceptronSummary evaluate(Dataset<?> dataset, String labels) {
    SchemaColumns.checkNumbers(dataset.schema(), labels, "the label");
    fitted.check(this, dataset.schema());
    String features = getOrDefault(featuresCol());
    String label = "label of " + features;
    Dataset<Row> rows =
        dataset
            .toDF()
            .select(
                FederatedMultilayerPerceptronSummary.quoted(features),
                FederatedMultilayerPerceptronSummary.quoted(labels).cast("double").as(label));
    ClassColumns scores = new ClassColumns("scores of " + features, "", "", numClasses(), scores());
    return FederatedMultilayerPerceptronSummary.of(
        isSealed()
            ? asked(rows, scores.append(rows.schema()), s -> scores.values(s, 0))
            : scores.append(rows, features, network(), 0),
        scores.raw(),
        label,
        numClasses(),
        scores());
  }

  /**
   * The same of rows that {@link #transform} has answered, so that a sealed model is asked once.
   *
   * @param answers with the column of raw predictions
   * @param labels column of classes from 0
   */
  public FederatedMultilayerPerceptronSummary evaluateAnswers(Dataset<Row> answers, String labels) {
    return FederatedMultilayerPerceptronSummary.of(
        answers, getOrDefault(rawPredictionCol()), labels, numClasses(), scores());
  }

  @Override
  public FederatedMultilayerPerceptronModel copy(ParamMap extra) {
    return copyValues(new FederatedMultilayerPerceptronModel(uid, fitted.copy()), extra)
        .setParent(parent());
  }
}
