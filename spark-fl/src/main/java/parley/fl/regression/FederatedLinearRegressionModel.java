package parley.fl.regression;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.fl.data.InputColumns;
import parley.fl.param.HasPrediction;
import parley.fl.param.PredictionParams;
import parley.fl.statistic.linear.LinearResult;
import parley.ml.persist.FittedReader;
import parley.ml.persist.FittedWriter;

/**
 * A linear regression whose coefficients the querier knows, with its summary and the report of its
 * fit. Predicts as Spark's own model. Safe for use by several threads while no Param is set.
 */
public final class FederatedLinearRegressionModel extends Model<FederatedLinearRegressionModel>
    implements HasPrediction<FederatedLinearRegressionModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  /**
   * What a fit leaves.
   *
   * @param coefficients one a feature
   * @param intercept 0 if the model has none
   * @param summary figures of the fit
   * @param report what was opened to whom, as JSON
   */
  record Fitted(double[] coefficients, double intercept, LinearResult summary, String report) {}

  private final String uid;
  private final @Nullable Fitted fitted;
  private final PredictionParams predictionParams;

  /** For Spark Connect, which makes one to learn its name; it cannot predict. */
  public FederatedLinearRegressionModel() {
    this(Identifiable.randomUID("federatedLinReg"), null);
  }

  FederatedLinearRegressionModel(String uid, @Nullable Fitted fitted) {
    this.uid = uid;
    this.fitted = fitted;
    predictionParams = new PredictionParams(this);
  }

  /** Reads models that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedLinearRegressionModel> read() {
    return new FittedReader<>(
        "a linear regression",
        FederatedLinearRegressionModel.class,
        Fitted.class,
        FederatedLinearRegressionModel::new);
  }

  /** The model saved at a path. */
  public static FederatedLinearRegressionModel load(String path) {
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
  public FederatedLinearRegressionModel self() {
    return this;
  }

  @Override
  public PredictionParams predictionParams() {
    return predictionParams;
  }

  Fitted fitted() {
    if (fitted == null) {
      throw new IllegalStateException(
          "cannot use the model: it was made without a fit, expected one that fit() or load()"
              + " gave");
    }
    return fitted;
  }

  /** The coefficients, one a feature. */
  public Vector coefficients() {
    return Vectors.dense(fitted().coefficients().clone());
  }

  /** The intercept; 0 if the model has none. */
  public double intercept() {
    return fitted().intercept();
  }

  public int numFeatures() {
    return fitted().coefficients().length;
  }

  /** Standard errors, tests, intervals and how well the model fits. */
  public LinearResult summary() {
    return fitted().summary();
  }

  /** What was opened to whom at the fit, and how it was protected: one line of JSON. */
  public String report() {
    return fitted().report();
  }

  /** Spark's own model of the same coefficients and columns. */
  public LinearRegressionModel toSpark() {
    LinearRegressionModel spark = new LinearRegressionModel(uid, coefficients(), intercept());
    spark.set(spark.featuresCol(), getOrDefault(featuresCol()));
    spark.set(spark.predictionCol(), getOrDefault(predictionCol()));
    return spark;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    return toSpark().transform(dataset);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    InputColumns.checkFeatures(schema, getOrDefault(featuresCol()));
    InputColumns.withNumber(schema, getOrDefault(predictionCol()));
    return toSpark().transformSchema(schema);
  }

  @Override
  public FederatedLinearRegressionModel copy(ParamMap extra) {
    return copyValues(new FederatedLinearRegressionModel(uid, fitted), extra).setParent(parent());
  }
}
