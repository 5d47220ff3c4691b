package parley.fl.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import parley.fl.optim.LinearWeights;
import parley.fl.param.KeyParams;
import parley.fl.param.ParamGroup;
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
import parley.fl.statistic.glm.Family;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmResult;
import parley.ml.persist.FittedReader;
import parley.ml.persist.FittedWriter;

/**
 * A generalised linear model with the report of its fit. The querier knows its coefficients, and it
 * predicts means as Spark's own model; or nobody does, and the providers are asked, see {@link
 * HasSealedCoefficients}. Safe for use by several threads while no Param is set and it is not
 * sealed.
 */
public final class FederatedGeneralizedLinearRegressionModel
    extends Model<FederatedGeneralizedLinearRegressionModel>
    implements HasSealedCoefficients<FederatedGeneralizedLinearRegressionModel>,
        HasLinkPrediction<FederatedGeneralizedLinearRegressionModel>,
        MLWritable {
  private static final long serialVersionUID = 1L;

  /**
   * What a fit leaves.
   *
   * @param model family and link
   * @param coefficients one a feature; none where they are sealed
   * @param intercept 0 if the model has none, and where it is sealed
   * @param summary figures of the fit; null of a training
   * @param report what was opened to whom, as JSON
   * @param sealed the weights, where they are; else null
   */
  record Fitted(
      GlmModel model,
      double[] coefficients,
      double intercept,
      @Nullable GlmResult summary,
      String report,
      @Nullable SealedWeights sealed) {
    @Nullable SealedModel weights() {
      return sealed == null ? null : sealed.model();
    }
  }

  private final String uid;
  private final @Nullable Fitted fitted;
  private final SealedState sealedState;
  private final PredictionParams predictionParams;
  private final KeyParams keyParams;
  private final RoundParams roundParams;
  private final LinkPredictionParams linkPredictionParams;

  /** For Spark Connect, which makes one to learn its name; it cannot predict. */
  public FederatedGeneralizedLinearRegressionModel() {
    this(Identifiable.randomUID("federatedGlm"), null);
  }

  FederatedGeneralizedLinearRegressionModel(String uid, @Nullable Fitted fitted) {
    this(uid, fitted, new SealedState(fitted == null ? null : fitted.weights()));
  }

  private FederatedGeneralizedLinearRegressionModel(
      String uid, @Nullable Fitted fitted, SealedState sealedState) {
    this.uid = uid;
    this.fitted = fitted;
    this.sealedState = sealedState;
    predictionParams = new PredictionParams(this);
    keyParams = new KeyParams(this);
    roundParams = new RoundParams(this);
    linkPredictionParams = new LinkPredictionParams(this);
  }

  /** What a training left. */
  static FederatedGeneralizedLinearRegressionModel of(
      String uid, GlmModel model, TrainingResult result) {
    SealedModel sealed = result.sealed().orElse(null);
    LinearWeights weights = result.weights().orElse(new LinearWeights(new double[0], 0));
    Fitted fitted =
        new Fitted(
            model,
            weights.coefficients(),
            weights.intercept(),
            null,
            result.report().toJson(),
            sealed == null ? null : SealedWeights.of(sealed));
    return new FederatedGeneralizedLinearRegressionModel(uid, fitted, new SealedState(sealed));
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
    return isSealed() ? new SealedWriter(this, fitted(), site()) : new FittedWriter(this, fitted());
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

  private SiteSettings site() {
    return keyParams.settings(this, roundParams);
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
   * Standard errors, tests, intervals, deviance and the rounds that it took.
   *
   * @throws IllegalStateException if there is none, since the model was not fitted from sums
   */
  public GlmResult summary() {
    GlmResult summary = fitted().summary();
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

  /**
   * Spark's own model of the same coefficients, family, link and columns.
   *
   * @throws IllegalStateException of the negative binomial family, which Spark has not, and if the
   *     model is sealed
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
    if (isSealed()) {
      SealedQuestions.requireTable(dataset);
    }
    StructType schema = transformSchema(dataset.schema(), true);
    return isSealed()
        ? asked(dataset, schema, answers -> predicted(answers[0]))
        : predictor().transform(dataset);
  }

  /** What stands in the columns that {@code append} adds. */
  private List<Object> predicted(double margin) {
    List<Object> values = new ArrayList<>();
    if (!getOrDefault(predictionCol()).isEmpty()) {
      values.add(fitted().model().link().mean(margin));
    }
    if (ParamGroup.text(this, linkPredictionCol()) != null) {
      values.add(margin);
    }
    return values;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    InputColumns.checkFeatures(schema, getOrDefault(featuresCol()));
    if (isSealed()) {
      SealedQuestions.requireOwnKey(site());
    }
    return linkPredictionParams.append(this, schema, getOrDefault(predictionCol()));
  }

  @Override
  public FederatedGeneralizedLinearRegressionModel copy(ParamMap extra) {
    return copyValues(
            new FederatedGeneralizedLinearRegressionModel(uid, fitted, sealedState.copy()), extra)
        .setParent(parent());
  }
}
