package parley.fl.regression;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.fl.data.InputColumns;
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
 * A network of one number that several data providers learnt together, with the report of its fit.
 * Its weights are known here, and it predicts row by row, when the rows are asked for, without
 * keys; or nobody knows them, and the providers are asked, see {@link HasSealedWeights}. Safe for
 * use by several threads while no Param is set and it is not sealed.
 */
public final class FederatedMultilayerPerceptronRegressorModel
    extends Model<FederatedMultilayerPerceptronRegressorModel>
    implements HasSealedWeights<FederatedMultilayerPerceptronRegressorModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final FittedNetwork fitted;
  private final PredictionParams predictionParams;
  private final KeyParams keyParams;
  private final RoundParams roundParams;

  /** For Spark Connect, which makes one to learn its name; it cannot predict. */
  public FederatedMultilayerPerceptronRegressorModel() {
    this(Identifiable.randomUID("federatedMlpRegressor"), FittedNetwork.NONE);
  }

  FederatedMultilayerPerceptronRegressorModel(String uid, FittedNetwork fitted) {
    this.uid = uid;
    this.fitted = fitted;
    predictionParams = new PredictionParams(this);
    keyParams = new KeyParams(this);
    roundParams = new RoundParams(this);
  }

  /** Reads models that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedMultilayerPerceptronRegressorModel> read() {
    return new FittedReader<>(
        "a network of one number",
        FederatedMultilayerPerceptronRegressorModel.class,
        NetworkState.class,
        (uid, state) ->
            new FederatedMultilayerPerceptronRegressorModel(uid, FittedNetwork.of(state)));
  }

  /** The model saved at a path. */
  public static FederatedMultilayerPerceptronRegressorModel load(String path) {
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
  public FederatedMultilayerPerceptronRegressorModel self() {
    return this;
  }

  @Override
  public PredictionParams predictionParams() {
    return predictionParams;
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
   * The network: what a row becomes, its weights, and the label's scale.
   *
   * @throws IllegalStateException if its weights are sealed
   */
  public TrainedNetwork network() {
    return fitted.network(this);
  }

  /** Features, neurons of each hidden layer, 1. */
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

  /** How many values a row has; before the input map, if there is one. */
  public int numFeatures() {
    return fitted.values();
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
    String column = getOrDefault(predictionCol());
    if (isSealed()) {
      return asked(dataset, schema, outputs -> column.isEmpty() ? List.of() : List.of(outputs[0]));
    }
    String features = "`" + getOrDefault(featuresCol()).replace("`", "``") + "`";
    return column.isEmpty()
        ? dataset.toDF()
        : dataset.withColumn(
            column,
            functions
                .udf(new Answer(network()), DataTypes.DoubleType)
                .apply(functions.col(features)));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    fitted.check(this, schema);
    return InputColumns.withNumber(schema, getOrDefault(predictionCol()));
  }

  @Override
  public FederatedMultilayerPerceptronRegressorModel copy(ParamMap extra) {
    return copyValues(new FederatedMultilayerPerceptronRegressorModel(uid, fitted.copy()), extra)
        .setParent(parent());
  }

  /** The one output. */
  @DefaultSerializer(JavaSerializer.class)
  private record Answer(TrainedNetwork network) implements UDF1<Vector, Double> {
    private static final long serialVersionUID = 1L;

    @Override
    public Double call(Vector features) {
      return network.outputs(features.toArray())[0];
    }
  }
}
