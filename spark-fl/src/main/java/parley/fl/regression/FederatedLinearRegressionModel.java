package parley.fl.regression;

import java.util.List;
import java.util.Optional;
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
import parley.fl.optim.LinearWeights;
import parley.fl.param.KeyParams;
import parley.fl.param.PredictionParams;
import parley.fl.param.RoundParams;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.report.FitReport;
import parley.fl.sealed.HasSealedCoefficients;
import parley.fl.sealed.SealedQuestions;
import parley.fl.sealed.SealedState;
import parley.fl.sealed.SealedWeights;
import parley.fl.sealed.SealedWriter;
import parley.fl.settings.SiteSettings;
import parley.fl.statistic.linear.LinearResult;
import parley.ml.persist.FittedReader;
import parley.ml.persist.FittedWriter;

/**
 * A linear regression with the report of its fit. The querier knows its coefficients, and it
 * predicts as Spark's own model; or nobody does, and the providers are asked, see {@link
 * HasSealedCoefficients}. Safe for use by several threads while no Param is set and it is not
 * sealed.
 */
public final class FederatedLinearRegressionModel extends Model<FederatedLinearRegressionModel>
    implements HasSealedCoefficients<FederatedLinearRegressionModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  /**
   * What a fit leaves.
   *
   * @param coefficients one a feature; none where they are sealed
   * @param intercept 0 if the model has none, and where it is sealed
   * @param summary figures of the fit; null of a training
   * @param report what was opened to whom, as JSON
   * @param sealed the weights, where they are; else null
   */
  record Fitted(
      double[] coefficients,
      double intercept,
      @Nullable LinearResult summary,
      String report,
      @Nullable SealedWeights sealed) {
    @Nullable SealedModel model() {
      return sealed == null ? null : sealed.model();
    }
  }

  private final String uid;
  private final @Nullable Fitted fitted;
  private final SealedState sealedState;
  private final PredictionParams predictionParams;
  private final KeyParams keyParams;
  private final RoundParams roundParams;

  /** For Spark Connect, which makes one to learn its name; it cannot predict. */
  public FederatedLinearRegressionModel() {
    this(Identifiable.randomUID("federatedLinReg"), null);
  }

  FederatedLinearRegressionModel(String uid, @Nullable Fitted fitted) {
    this(uid, fitted, new SealedState(fitted == null ? null : fitted.model()));
  }

  private FederatedLinearRegressionModel(
      String uid, @Nullable Fitted fitted, SealedState sealedState) {
    this.uid = uid;
    this.fitted = fitted;
    this.sealedState = sealedState;
    predictionParams = new PredictionParams(this);
    keyParams = new KeyParams(this);
    roundParams = new RoundParams(this);
  }

  /** What a training left. */
  static FederatedLinearRegressionModel of(String uid, TrainingResult result) {
    SealedModel sealed = result.sealed().orElse(null);
    LinearWeights weights = result.weights().orElse(new LinearWeights(new double[0], 0));
    Fitted fitted =
        new Fitted(
            weights.coefficients(),
            weights.intercept(),
            null,
            result.report().toJson(),
            sealed == null ? null : SealedWeights.of(sealed));
    return new FederatedLinearRegressionModel(uid, fitted, new SealedState(sealed));
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
    return isSealed() ? new SealedWriter(this, fitted(), site()) : new FittedWriter(this, fitted());
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
    return sealedState;
  }

  Fitted fitted() {
    if (fitted == null) {
      throw new IllegalStateException(
          "cannot use the model: it was made without a fit, expected one that fit() or load()"
              + " gave");
    }
    return fitted;
  }

  private Fitted known(String verb) {
    if (isSealed()) {
      throw refusal(verb);
    }
    return fitted();
  }

  /**
   * The coefficients, one a feature.
   *
   * @throws IllegalStateException if the model is sealed
   */
  @Override
  public Vector coefficients() {
    return Vectors.dense(known("read the coefficients").coefficients().clone());
  }

  /**
   * The intercept; 0 if the model has none.
   *
   * @throws IllegalStateException if the model is sealed
   */
  @Override
  public double intercept() {
    return known("read the intercept").intercept();
  }

  public int numFeatures() {
    return isSealed() ? sealedModel().features() : fitted().coefficients().length;
  }

  /**
   * Standard errors, tests, intervals and how well the model fits.
   *
   * @throws IllegalStateException if there is none, since the model was not fitted from sums
   */
  public LinearResult summary() {
    LinearResult summary = fitted().summary();
    if (summary == null) {
      throw new IllegalStateException(
          "cannot give a summary: no sums were opened for one, expected a model that was fitted"
              + " with release rounds");
    }
    return summary;
  }

  /** What was opened to whom at the fit, and how it was protected: one line of JSON. */
  public String report() {
    return fitted().report();
  }

  @Override
  public Optional<FitReport> trainingReport() {
    return fitted().summary() == null
        ? Optional.of(FitReport.fromJson(report()))
        : Optional.empty();
  }

  private SiteSettings site() {
    return keyParams.settings(this, roundParams);
  }

  /**
   * Spark's own model of the same coefficients and columns.
   *
   * @throws IllegalStateException if the model is sealed
   */
  public LinearRegressionModel toSpark() {
    LinearRegressionModel spark = new LinearRegressionModel(uid, coefficients(), intercept());
    spark.set(spark.featuresCol(), getOrDefault(featuresCol()));
    spark.set(spark.predictionCol(), getOrDefault(predictionCol()));
    return spark;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    if (isSealed()) {
      SealedQuestions.requireTable(dataset);
    }
    StructType schema = transformSchema(dataset.schema(), true);
    boolean named = !getOrDefault(predictionCol()).isEmpty();
    return isSealed()
        ? asked(dataset, schema, answers -> named ? List.of(answers[0]) : List.of())
        : toSpark().transform(dataset);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    InputColumns.checkFeatures(schema, getOrDefault(featuresCol()));
    StructType predicted = InputColumns.withNumber(schema, getOrDefault(predictionCol()));
    if (isSealed()) {
      SealedQuestions.requireOwnKey(site());
      return predicted;
    }
    return toSpark().transformSchema(schema);
  }

  @Override
  public FederatedLinearRegressionModel copy(ParamMap extra) {
    return copyValues(new FederatedLinearRegressionModel(uid, fitted, sealedState.copy()), extra)
        .setParent(parent());
  }
}
