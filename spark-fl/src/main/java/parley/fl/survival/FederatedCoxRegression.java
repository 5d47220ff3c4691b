package parley.fl.survival;

import java.util.Objects;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import parley.fl.data.InputColumns;
import parley.fl.data.SchemaColumns;
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
import parley.fl.regression.SumParams;
import parley.fl.stat.FeatureFrame;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.cox.CoxResult;
import parley.fl.statistic.cox.CoxStatistic;
import parley.fl.statistic.run.StatisticRun;

/**
 * Cox's proportional hazards over the rows of several data providers who may not share them, each a
 * stratum with a baseline hazard of its own, by rounds of exact sums that the querier alone reads.
 * Every provider is told the coefficients of each round. {@code labelCol} is the time at which a
 * row ends, {@code censorCol} whether with the event. A row with a missing value is left out and
 * counted in the model's summary.
 *
 * <p>Nothing is left to keep: {@code keyStore} and {@code querierPublicKey} are refused, and so are
 * two providers and row weights. Not safe for use by several threads while Params are being set.
 */
public final class FederatedCoxRegression extends Estimator<FederatedCoxRegressionModel>
    implements HasPrediction<FederatedCoxRegression>,
        HasLabels<FederatedCoxRegression>,
        HasProviders<FederatedCoxRegression>,
        HasKeys<FederatedCoxRegression>,
        HasRounds<FederatedCoxRegression>,
        HasCox<FederatedCoxRegression>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final PredictionParams predictionParams;
  private final LabelParams labelParams;
  private final ProviderParams providerParams;
  private final KeyParams keyParams;
  private final RoundParams roundParams;
  private final CoxParams coxParams;

  /** An estimator with default Params. */
  public FederatedCoxRegression() {
    this(Identifiable.randomUID("federatedCox"));
  }

  /** An estimator with default Params and the given uid. */
  public FederatedCoxRegression(String uid) {
    this.uid = uid;
    predictionParams = new PredictionParams(this);
    labelParams = new LabelParams(this);
    providerParams = new ProviderParams(this);
    keyParams = new KeyParams(this);
    roundParams = new RoundParams(this);
    coxParams = new CoxParams(this);
  }

  /** Reads estimators that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedCoxRegression> read() {
    return new DefaultParamsReader<>();
  }

  /** The estimator saved at a path. */
  public static FederatedCoxRegression load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public FederatedCoxRegression self() {
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
  public CoxParams coxParams() {
    return coxParams;
  }

  /**
   * Fits the model to all providers' rows; each holds a partition, or what the provider column
   * names.
   *
   * @throws IllegalArgumentException if a Param or a column is wrong; before any work
   * @throws parley.error.ParleyException if the rows cannot be used, features depend on each other
   *     or order the events, the rounds do not end, or a provider refuses or does not answer
   */
  @Override
  public FederatedCoxRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    String censor = getOrDefault(censorCol());
    FeatureFrame rows = FeatureFrame.of(dataset, inputColumns(), censor);
    ProviderQuery query =
        rows.query(getOrDefault(protection()), keyParams.settings(this, roundParams));
    CoxStatistic statistic =
        new CoxStatistic(
            rows.label(),
            Objects.requireNonNull(rows.another()),
            rows.features(),
            coxParams.ties(this),
            (Integer) getOrDefault(maxIter()),
            (Double) getOrDefault(tol()));
    StatisticRun.Result<CoxResult> found =
        coxParams.pooled(this) ? query.askPooled(statistic) : query.ask(statistic);
    FederatedCoxRegressionModel model =
        new FederatedCoxRegressionModel(
            uid,
            new FederatedCoxRegressionModel.Fitted(
                rows.coefficients(found.value().coefficients()),
                found.value(),
                found.report().toJson()));
    copyValues(model, new ParamMap());
    return model.setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    SumParams.check(this, protection(), "a Cox model");
    coxParams.ties(this);
    coxParams.pooled(this);
    InputColumns columns = inputColumns();
    if (columns.weight() != null) {
      throw new IllegalArgumentException(
          "cannot fit a Cox model: expected no weightCol, got " + columns.weight());
    }
    columns.check(schema);
    SchemaColumns.checkNumbers(schema, getOrDefault(censorCol()), "events");
    return InputColumns.withNumber(schema, getOrDefault(predictionCol()));
  }

  private InputColumns inputColumns() {
    return providerParams.inputColumns(this, predictionParams, labelParams);
  }

  @Override
  public FederatedCoxRegression copy(ParamMap extra) {
    return defaultCopy(extra);
  }
}
