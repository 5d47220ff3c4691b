package parley.fl.regression;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
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
import org.jspecify.annotations.Nullable;
import parley.fl.data.InputColumns;
import parley.fl.network.NetworkShape;
import parley.fl.network.TrainedNetwork;
import parley.fl.param.HasPrediction;
import parley.fl.param.PredictionParams;
import parley.fl.perceptron.NetworkModels;
import parley.fl.perceptron.NetworkState;
import parley.fl.report.FitReport;
import parley.ml.persist.FittedReader;
import parley.ml.persist.FittedWriter;

/**
 * A network of one number that several data providers learnt together, with the report of its fit.
 * Its weights are known here, and it predicts row by row, when the rows are asked for, without
 * keys. Safe for use by several threads while no Param is set.
 */
public final class FederatedMultilayerPerceptronRegressorModel
    extends Model<FederatedMultilayerPerceptronRegressorModel>
    implements HasPrediction<FederatedMultilayerPerceptronRegressorModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final @Nullable NetworkState fitted;
  private final PredictionParams predictionParams;

  /** For Spark Connect, which makes one to learn its name; it cannot predict. */
  public FederatedMultilayerPerceptronRegressorModel() {
    this(Identifiable.randomUID("federatedMlpRegressor"), null);
  }

  FederatedMultilayerPerceptronRegressorModel(String uid, @Nullable NetworkState fitted) {
    this.uid = uid;
    this.fitted = fitted;
    predictionParams = new PredictionParams(this);
  }

  /** Reads models that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedMultilayerPerceptronRegressorModel> read() {
    return new FittedReader<>(
        "a network of one number",
        FederatedMultilayerPerceptronRegressorModel.class,
        NetworkState.class,
        FederatedMultilayerPerceptronRegressorModel::new);
  }

  /** The model saved at a path. */
  public static FederatedMultilayerPerceptronRegressorModel load(String path) {
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
  public FederatedMultilayerPerceptronRegressorModel self() {
    return this;
  }

  @Override
  public PredictionParams predictionParams() {
    return predictionParams;
  }

  private NetworkState fitted() {
    return NetworkModels.required(fitted);
  }

  /** The network: what a row becomes, its weights, and the label's scale. */
  public TrainedNetwork network() {
    return fitted().network();
  }

  /** Features, neurons of each hidden layer, 1. */
  public List<Integer> layers() {
    return NetworkShape.read(fitted().layers(), fitted().head()).sizes();
  }

  /** All weights, layer by layer: of input 0 to every output, then of input 1, then the biases. */
  public Vector weights() {
    return Vectors.dense(fitted().values().clone());
  }

  /** How many values a row has; before the input map, if there is one. */
  public int numFeatures() {
    return network().input().values();
  }

  /** The report of the fit, which is saved with the model and copied with it. */
  public FitReport report() {
    return FitReport.fromJson(fitted().report());
  }

  /**
   * Predicts row by row, when the rows are asked for.
   *
   * @throws IllegalArgumentException if a column is missing or in the way
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    String column = getOrDefault(predictionCol());
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
    NetworkModels.check(schema, getOrDefault(featuresCol()), numFeatures());
    return InputColumns.withNumber(schema, getOrDefault(predictionCol()));
  }

  @Override
  public FederatedMultilayerPerceptronRegressorModel copy(ParamMap extra) {
    return copyValues(new FederatedMultilayerPerceptronRegressorModel(uid, fitted), extra)
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
