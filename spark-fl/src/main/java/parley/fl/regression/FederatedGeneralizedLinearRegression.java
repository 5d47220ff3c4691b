package parley.fl.regression;

import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.fl.Defaults;
import parley.fl.data.InputColumns;
import parley.fl.param.HasKeys;
import parley.fl.param.HasLabels;
import parley.fl.param.HasPrediction;
import parley.fl.param.HasProviders;
import parley.fl.param.HasRounds;
import parley.fl.param.KeyParams;
import parley.fl.param.LabelParams;
import parley.fl.param.PredictionParams;
import parley.fl.param.ProviderParams;
import parley.fl.param.RoundParams;
import parley.fl.querier.HiddenGlm;
import parley.fl.report.FitListener;
import parley.fl.sealed.SealedFit;
import parley.fl.settings.TrainingSettings;
import parley.fl.stat.FeatureFrame;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmResult;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.glm.Link;
import parley.fl.statistic.run.StatisticRun;

/**
 * Generalised linear models over the rows of several data providers who may not share them, by
 * rounds of exact sums that the querier alone reads: Spark's {@code GeneralizedLinearRegression}
 * with its names of Params. The result is the same to the bit for any split of the rows. Every
 * provider is told the coefficients of each round. A row with a missing value is left out and
 * counted in the model's summary.
 *
 * <p>With {@code release} {@code sealed} it is trained by encrypted descent instead, with a
 * polynomial for the link: nobody sees the coefficients, the model predicts for the querier, and
 * there is no summary. Gaussian identity, binomial logit and probit, Poisson log and gamma log can
 * be; no offset, always an intercept, and no row with a missing value.
 *
 * <p>From sums nothing is left to keep: {@code keyStore} and {@code querierPublicKey} are refused,
 * and so are two providers. Not safe for use by several threads while Params are being set.
 */
public final class FederatedGeneralizedLinearRegression
    extends Estimator<FederatedGeneralizedLinearRegressionModel>
    implements HasPrediction<FederatedGeneralizedLinearRegression>,
        HasLabels<FederatedGeneralizedLinearRegression>,
        HasProviders<FederatedGeneralizedLinearRegression>,
        HasKeys<FederatedGeneralizedLinearRegression>,
        HasRounds<FederatedGeneralizedLinearRegression>,
        HasSums<FederatedGeneralizedLinearRegression>,
        HasGlm<FederatedGeneralizedLinearRegression>,
        HasLinkPrediction<FederatedGeneralizedLinearRegression>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final PredictionParams predictionParams;
  private final LabelParams labelParams;
  private final ProviderParams providerParams;
  private final KeyParams keyParams;
  private final RoundParams roundParams;
  private final SumParams sumParams;
  private final GlmParams glmParams;
  private final LinkPredictionParams linkPredictionParams;
  private transient FitListener listener = FitListener.NONE;

  /** An estimator with default Params. */
  public FederatedGeneralizedLinearRegression() {
    this(Identifiable.randomUID("federatedGlm"));
  }

  /** An estimator with default Params and the given uid. */
  public FederatedGeneralizedLinearRegression(String uid) {
    this.uid = uid;
    predictionParams = new PredictionParams(this);
    labelParams = new LabelParams(this);
    providerParams = new ProviderParams(this);
    keyParams = new KeyParams(this);
    roundParams = new RoundParams(this);
    sumParams = new SumParams(this);
    glmParams = new GlmParams(this);
    linkPredictionParams = new LinkPredictionParams(this);
  }

  /** Reads estimators that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedGeneralizedLinearRegression> read() {
    return new DefaultParamsReader<>();
  }

  /** The estimator saved at a path. */
  public static FederatedGeneralizedLinearRegression load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public FederatedGeneralizedLinearRegression self() {
    return this;
  }

  @Override
  public PredictionParams predictionParams() {
    return predictionParams;
  }

  @Override
  public LabelParams labelParams() {
    return labelParams;
  }

  @Override
  public ProviderParams providerParams() {
    return providerParams;
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
  public SumParams sumParams() {
    return sumParams;
  }

  @Override
  public GlmParams glmParams() {
    return glmParams;
  }

  @Override
  public LinkPredictionParams linkPredictionParams() {
    return linkPredictionParams;
  }

  /** Who hears of sealed trainings while they run; not a Param, so not saved. Copies keep it. */
  public FederatedGeneralizedLinearRegression setListener(FitListener value) {
    listener = value;
    return this;
  }

  /**
   * Fits the model to all providers' rows; each holds a partition, or what the provider column
   * names.
   *
   * @throws IllegalArgumentException if a Param or a column is wrong; before any work
   * @throws parley.error.ParleyException if the rows cannot be used, features depend on each other
   *     or separate the labels, the rounds do not end, or a provider refuses or does not answer
   */
  @Override
  public FederatedGeneralizedLinearRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    FederatedGeneralizedLinearRegressionModel model =
        isSealed() ? sealed(dataset) : fromSums(dataset);
    copyValues(model, new ParamMap());
    model.forgetPlaces();
    return model.setParent(this);
  }

  private boolean isSealed() {
    return sumParams.sealed(this, "a generalised linear model");
  }

  private TrainingSettings settings() {
    GlmModel model = glmParams.model(this);
    if (linkPredictionParams.offset(this) != null) {
      throw new IllegalArgumentException(
          "cannot seal a generalised linear model: an offset is no part of an encrypted margin,"
              + " expected release rounds, or no offsetCol");
    }
    int watchEvery = model.link() == Link.IDENTITY ? 0 : Defaults.WATCH_EVERY;
    return sumParams.release.settings(
        this,
        GlmParams.sealed(model),
        glmParams.descent(this, sumParams.fitIntercept(this), watchEvery),
        listener);
  }

  private FederatedGeneralizedLinearRegressionModel sealed(Dataset<?> dataset) {
    return FederatedGeneralizedLinearRegressionModel.of(
        uid, glmParams.model(this), SealedFit.of(dataset, inputColumns(), settings()));
  }

  private FederatedGeneralizedLinearRegressionModel fromSums(Dataset<?> dataset) {
    FeatureFrame rows = FeatureFrame.of(dataset, inputColumns(), linkPredictionParams.offset(this));
    ProviderQuery query =
        rows.query(getOrDefault(protection()), keyParams.settings(this, roundParams));
    GlmStatistic statistic =
        statistic(rows.label(), rows.features(), rows.another(), rows.weight());
    StatisticRun.Result<GlmResult> found =
        sumParams.release.querier(this)
            ? query.ask(new HiddenGlm(statistic))
            : query.ask(statistic);
    return new FederatedGeneralizedLinearRegressionModel(
        uid,
        new FederatedGeneralizedLinearRegressionModel.Fitted(
            statistic.model(),
            rows.coefficients(found.value().coefficients()),
            rows.intercept(found.value().coefficients()),
            found.value(),
            found.report().toJson(),
            null));
  }

  private GlmStatistic statistic(
      String label, List<String> features, @Nullable String offset, @Nullable String weight) {
    boolean hidden = sumParams.release.querier(this);
    return new GlmStatistic(
        label,
        features,
        offset,
        weight,
        glmParams.model(this),
        sumParams.fitIntercept(this),
        hidden && !isSet(maxIter())
            ? HiddenGlm.DEFAULT_MAX_ITER
            : (Integer) getOrDefault(maxIter()),
        hidden && !isSet(tol()) ? HiddenGlm.DEFAULT_TOL : (Double) getOrDefault(tol()));
  }

  /** Refuses what coefficients cannot be hidden with. */
  private void requireHidden() {
    InputColumns columns = inputColumns();
    HiddenGlm.require(
        statistic(
            columns.label(),
            List.of(columns.features()),
            linkPredictionParams.offset(this),
            columns.weight()));
    ProviderQuery.requireEncrypted(getOrDefault(protection()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    glmParams.model(this);
    if (isSealed()) {
      settings();
    } else if (sumParams.release.querier(this)) {
      requireHidden();
    }
    inputColumns().check(schema);
    return linkPredictionParams.append(this, schema, getOrDefault(predictionCol()));
  }

  InputColumns inputColumns() {
    return providerParams.inputColumns(this, predictionParams, labelParams);
  }

  @Override
  public FederatedGeneralizedLinearRegression copy(ParamMap extra) {
    FederatedGeneralizedLinearRegression copy = defaultCopy(extra);
    copy.listener = listener;
    return copy;
  }
}
