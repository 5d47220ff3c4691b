package parley.fl.regression;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.GeneralizedLinearRegressionModel;
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
import parley.fl.param.ParamGroup;
import parley.fl.param.PredictionParams;
import parley.fl.statistic.glm.Family;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmResult;
import parley.ml.persist.FittedReader;
import parley.ml.persist.FittedWriter;

/**
 * A generalised linear model whose coefficients the querier knows, with its summary and the report
 * of its fit. Predicts means as Spark's own model. Safe for use by several threads while no Param
 * is set.
 */
public final class FederatedGeneralizedLinearRegressionModel
    extends Model<FederatedGeneralizedLinearRegressionModel>
    implements HasPrediction<FederatedGeneralizedLinearRegressionModel>,
        HasLinkPrediction<FederatedGeneralizedLinearRegressionModel>,
        MLWritable {
  private static final long serialVersionUID = 1L;

  /**
   * What a fit leaves.
   *
   * @param model family and link
   * @param coefficients one a feature
   * @param intercept 0 if the model has none
   * @param summary figures of the fit
   * @param report what was opened to whom, as JSON
   */
  record Fitted(
      GlmModel model, double[] coefficients, double intercept, GlmResult summary, String report) {}

  private final String uid;
  private final @Nullable Fitted fitted;
  private final PredictionParams predictionParams;
  private final LinkPredictionParams linkPredictionParams;

  /** For Spark Connect, which makes one to learn its name; it cannot predict. */
  public FederatedGeneralizedLinearRegressionModel() {
    this(Identifiable.randomUID("federatedGlm"), null);
  }

  FederatedGeneralizedLinearRegressionModel(String uid, @Nullable Fitted fitted) {
    this.uid = uid;
    this.fitted = fitted;
    predictionParams = new PredictionParams(this);
    linkPredictionParams = new LinkPredictionParams(this);
  }

  /** Reads models that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedGeneralizedLinearRegressionModel> read() {
    return new FittedReader<>(
        "a generalised linear model",
        FederatedGeneralizedLinearRegressionModel.class,
        Fitted.class,
        FederatedGeneralizedLinearRegressionModel::new);
  }

  /** The model saved at a path. */
  public static FederatedGeneralizedLinearRegressionModel load(String path) {
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
  public FederatedGeneralizedLinearRegressionModel self() {
    return this;
  }

  @Override
  public PredictionParams predictionParams() {
    return predictionParams;
  }

  @Override
  public LinkPredictionParams linkPredictionParams() {
    return linkPredictionParams;
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

  /** Standard errors, tests, intervals, deviance and the rounds that it took. */
  public GlmResult summary() {
    return fitted().summary();
  }

  /** What was opened to whom at the fit, and how it was protected: one line of JSON. */
  public String report() {
    return fitted().report();
  }

  /**
   * Spark's own model of the same coefficients, family, link and columns.
   *
   * @throws IllegalStateException of the negative binomial family, which Spark has not
   */
  public GeneralizedLinearRegressionModel toSpark() {
    if (fitted().model().family() == Family.NEGATIVE_BINOMIAL) {
      throw new IllegalStateException(
          "cannot give Spark's own model: it has no negative binomial family, expected another;"
              + " transform() predicts with this one");
    }
    return predictor();
  }

  /** Means follow from the link alone: the negative binomial's are those of Poisson's family. */
  private GeneralizedLinearRegressionModel predictor() {
    GlmModel model = fitted().model();
    GeneralizedLinearRegressionModel spark =
        new GeneralizedLinearRegressionModel(uid, coefficients(), intercept());
    Family family = model.family() == Family.NEGATIVE_BINOMIAL ? Family.POISSON : model.family();
    spark.set(spark.family(), GlmParams.word(family));
    if (family == Family.TWEEDIE) {
      spark.set(spark.variancePower(), model.parameter());
      spark.set(spark.linkPower(), GlmParams.power(model.link()));
    } else {
      spark.set(spark.link(), GlmParams.word(model.link()));
    }
    spark.set(spark.featuresCol(), getOrDefault(featuresCol()));
    spark.set(spark.predictionCol(), getOrDefault(predictionCol()));
    set(spark, spark.offsetCol(), offsetCol());
    set(spark, spark.linkPredictionCol(), linkPredictionCol());
    return spark;
  }

  private void set(
      GeneralizedLinearRegressionModel spark, Param<String> theirs, Param<String> ours) {
    String value = ParamGroup.text(this, ours);
    if (value != null) {
      spark.set(theirs, value);
    }
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    return predictor().transform(dataset);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    InputColumns.checkFeatures(schema, getOrDefault(featuresCol()));
    return linkPredictionParams.append(this, schema, getOrDefault(predictionCol()));
  }

  @Override
  public FederatedGeneralizedLinearRegressionModel copy(ParamMap extra) {
    return copyValues(new FederatedGeneralizedLinearRegressionModel(uid, fitted), extra)
        .setParent(parent());
  }
}
