package parley.fl.survival;

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
import parley.fl.statistic.cox.CoxResult;
import parley.ml.persist.FittedReader;
import parley.ml.persist.FittedWriter;

/**
 * A Cox model whose coefficients the querier knows, with its summary and the report of its fit.
 * Predicts the linear predictor: the logarithm of the hazard's ratio to that of a row of zeros in
 * the same stratum, the difference of two rows being that of their hazards' ratio. Safe for use by
 * several threads while no Param is set.
 */
public final class FederatedCoxRegressionModel extends Model<FederatedCoxRegressionModel>
    implements HasPrediction<FederatedCoxRegressionModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  /**
   * What a fit leaves.
   *
   * @param coefficients one a feature
   * @param summary figures of the fit
   * @param report what was opened to whom, as JSON
   */
  record Fitted(double[] coefficients, CoxResult summary, String report) {}

  private final String uid;
  private final @Nullable Fitted fitted;
  private final PredictionParams predictionParams;

  /** For Spark Connect, which makes one to learn its name; it cannot predict. */
  public FederatedCoxRegressionModel() {
    this(Identifiable.randomUID("federatedCox"), null);
  }

  FederatedCoxRegressionModel(String uid, @Nullable Fitted fitted) {
    this.uid = uid;
    this.fitted = fitted;
    predictionParams = new PredictionParams(this);
  }

  /** Reads models that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedCoxRegressionModel> read() {
    return new FittedReader<>(
        "a Cox model",
        FederatedCoxRegressionModel.class,
        Fitted.class,
        FederatedCoxRegressionModel::new);
  }

  /** The model saved at a path. */
  public static FederatedCoxRegressionModel load(String path) {
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
  public FederatedCoxRegressionModel self() {
    return this;
  }

  @Override
  public PredictionParams predictionParams() {
    return predictionParams;
  }

  private Fitted fitted() {
    if (fitted == null) {
      throw new IllegalStateException(
          "cannot use the model: it was made without a fit, expected one that fit() or load()"
              + " gave");
    }
    return fitted;
  }

  /** Logarithms of hazard ratios, one a feature. */
  public Vector coefficients() {
    return Vectors.dense(fitted().coefficients().clone());
  }

  public int numFeatures() {
    return fitted().coefficients().length;
  }

  /** Standard errors, tests, likelihoods and concordance. */
  public CoxResult summary() {
    return fitted().summary();
  }

  /** What was opened to whom at the fit, and how it was protected: one line of JSON. */
  public String report() {
    return fitted().report();
  }

  /** The linear predictor is that of a linear regression without a constant term. */
  private LinearRegressionModel predictor() {
    LinearRegressionModel spark = new LinearRegressionModel(uid, coefficients(), 0);
    spark.set(spark.featuresCol(), getOrDefault(featuresCol()));
    spark.set(spark.predictionCol(), getOrDefault(predictionCol()));
    return spark;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    return predictor().transform(dataset);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    InputColumns.checkFeatures(schema, getOrDefault(featuresCol()));
    return InputColumns.withNumber(schema, getOrDefault(predictionCol()));
  }

  @Override
  public FederatedCoxRegressionModel copy(ParamMap extra) {
    return copyValues(new FederatedCoxRegressionModel(uid, fitted), extra).setParent(parent());
  }
}
