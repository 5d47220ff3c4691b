package parley.fl.regression;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import parley.fl.data.InputColumns;
import parley.fl.family.squares.SquaresFamily;
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
import parley.fl.report.FitListener;
import parley.fl.sealed.SealedFit;
import parley.fl.settings.TrainingSettings;
import parley.fl.stat.FeatureFrame;
import parley.fl.statistic.linear.LinearResult;
import parley.fl.statistic.linear.LinearStatistic;
import parley.fl.statistic.run.StatisticRun;

/**
 * Linear regression over the rows of several data providers who may not share them, from exact sums
 * that the querier alone reads: least squares, ridge, lasso and elastic net in Spark's conventions,
 * the same to the bit for any split of the rows. A row with a missing value is left out and counted
 * in the model's summary.
 *
 * <p>With {@code release} {@code sealed} it is trained by encrypted descent instead: nobody sees
 * the coefficients, the model predicts for the querier, and there is no summary. Rows with a
 * missing value are refused then, and so is a model without an intercept.
 *
 * <p>From sums nothing is left to keep: {@code keyStore} and {@code querierPublicKey} are refused,
 * and so are two providers. Not safe for use by several threads while Params are being set.
 */
public final class FederatedLinearRegression extends Estimator<FederatedLinearRegressionModel>
    implements HasPrediction<FederatedLinearRegression>,
        HasLabels<FederatedLinearRegression>,
        HasProviders<FederatedLinearRegression>,
        HasKeys<FederatedLinearRegression>,
        HasRounds<FederatedLinearRegression>,
        HasSums<FederatedLinearRegression>,
        HasLinear<FederatedLinearRegression>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final PredictionParams predictionParams;
  private final LabelParams labelParams;
  private final ProviderParams providerParams;
  private final KeyParams keyParams;
  private final RoundParams roundParams;
  private final SumParams sumParams;
  private final LinearParams linearParams;
  private transient FitListener listener = FitListener.NONE;

  /** An estimator with default Params. */
  public FederatedLinearRegression() {
    this(Identifiable.randomUID("federatedLinReg"));
  }

  /** An estimator with default Params and the given uid. */
  public FederatedLinearRegression(String uid) {
    this.uid = uid;
    predictionParams = new PredictionParams(this);
    labelParams = new LabelParams(this);
    providerParams = new ProviderParams(this);
    keyParams = new KeyParams(this);
    roundParams = new RoundParams(this);
    sumParams = new SumParams(this);
    linearParams = new LinearParams(this);
  }

  /** Reads estimators that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedLinearRegression> read() {
    return new DefaultParamsReader<>();
  }

  /** The estimator saved at a path. */
  public static FederatedLinearRegression load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public FederatedLinearRegression self() {
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
  public LinearParams linearParams() {
    return linearParams;
  }

  /** Who hears of sealed trainings while they run; not a Param, so not saved. Copies keep it. */
  public FederatedLinearRegression setListener(FitListener value) {
    listener = value;
    return this;
  }

  /**
   * Fits the model to all providers' rows; each holds a partition, or what the provider column
   * names.
   *
   * @throws IllegalArgumentException if a Param or a column is wrong; before any work
   * @throws parley.error.ParleyException if the rows cannot be used, features depend on each other,
   *     or a provider refuses or does not answer
   */
  @Override
  public FederatedLinearRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    FederatedLinearRegressionModel model = isSealed() ? sealed(dataset) : fromSums(dataset);
    copyValues(model, new ParamMap());
    model.forgetPlaces();
    return model.setParent(this);
  }

  private boolean isSealed() {
    return sumParams.sealed(this, "a linear regression");
  }

  private TrainingSettings settings() {
    return sumParams.release.settings(
        this,
        new SquaresFamily(),
        linearParams.descent(this, sumParams.fitIntercept(this)),
        listener);
  }

  private FederatedLinearRegressionModel sealed(Dataset<?> dataset) {
    return FederatedLinearRegressionModel.of(
        uid, SealedFit.of(dataset, inputColumns(), settings()));
  }

  private FederatedLinearRegressionModel fromSums(Dataset<?> dataset) {
    FeatureFrame rows = FeatureFrame.of(dataset, inputColumns(), null);
    StatisticRun.Result<LinearResult> found =
        rows.query(getOrDefault(protection()), keyParams.settings(this, roundParams))
            .ask(statistic(rows));
    return new FederatedLinearRegressionModel(
        uid,
        new FederatedLinearRegressionModel.Fitted(
            rows.coefficients(found.value().coefficients()),
            rows.intercept(found.value().coefficients()),
            found.value(),
            found.report().toJson(),
            null));
  }

  private LinearStatistic statistic(FeatureFrame rows) {
    return new LinearStatistic(
        rows.label(),
        rows.features(),
        rows.weight(),
        (Double) getOrDefault(regParam()),
        (Double) getOrDefault(elasticNetParam()),
        (Boolean) getOrDefault(standardization()),
        sumParams.fitIntercept(this),
        linearParams.errors(this));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    linearParams.errors(this);
    if (sumParams.release.querier(this)) {
      throw new IllegalArgumentException(
          "cannot fit a linear regression with encrypted coefficients: it is finished at the"
              + " querier, and rounds tell no provider its coefficients, expected release rounds or"
              + " sealed, got querier");
    }
    if (isSealed()) {
      settings();
    }
    inputColumns().check(schema);
    return InputColumns.withNumber(schema, getOrDefault(predictionCol()));
  }

  InputColumns inputColumns() {
    return providerParams.inputColumns(this, predictionParams, labelParams);
  }

  @Override
  public FederatedLinearRegression copy(ParamMap extra) {
    FederatedLinearRegression copy = defaultCopy(extra);
    copy.listener = listener;
    return copy;
  }
}
