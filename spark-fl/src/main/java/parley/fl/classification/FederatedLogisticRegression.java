package parley.fl.classification;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import parley.fl.data.InputColumns;
import parley.fl.param.HasRelease;
import parley.fl.param.ReleaseParams;
import parley.fl.param.TrainingParams;
import parley.fl.param.TrainingStage;
import parley.fl.plan.TrainingPlan;
import parley.fl.protection.Engines;
import parley.fl.report.FitListener;
import parley.fl.sealed.SealedFit;
import parley.fl.settings.CheckpointSettings;
import parley.fl.settings.Protection;
import parley.fl.settings.TrainingSettings;

/**
 * Logistic regression over the rows of several data providers who may not share them: binary, or of
 * several classes with the family {@code multinomial}.
 *
 * <p>With protection {@code encrypted} the model is trained under a key of which each provider
 * holds a share, and stays sealed: it predicts for the querier. With {@code revealWeights}, or with
 * protection {@code plain}, its weights are known, on the input scale; clipping of outlying
 * features has no linear form and does not apply to its predictions. With {@code revealWeights} and
 * a querier that is apart ({@code querierPublicKey}) it has nothing but the weights under the
 * querier's key. Every model has the report of its fit.
 *
 * <p>The release {@code rounds} fits two classes exactly, by rounds of sums that the querier reads,
 * who and the providers learn the coefficients; with {@code querier} no provider does, and a
 * polynomial stands for the sigmoid. Their report has standard errors and tests. They read the
 * Params of columns, providers, keys and rounds, {@code fitIntercept} and {@code maxIter} (most
 * rounds); there is no penalty.
 *
 * <p>The family {@code multinomial} has labels 0 to K - 1, of the label's metadata or of the rows.
 * Encrypted and sealed it is a logistic regression of each class against the others: {@link
 * FederatedMultilayerPerceptron} without hidden layer, told what this stage is told, which the
 * model asks for the margins of all classes. There is no penalty, no other algorithm, and a
 * polynomial of its own. With {@code revealWeights}, the release {@code rounds} or protection
 * {@code plain} it is a softmax, fitted by such rounds as two classes are: it then reads the Params
 * of columns, providers, keys and rounds, {@code maxIter} (most rounds), {@code regParam} (none
 * unless set) and {@code standardization} (whether the penalty is on standardised features); other
 * labels are left out and counted.
 *
 * <p>Not safe for use by several threads while Params are being set.
 */
public final class FederatedLogisticRegression extends Estimator<FederatedLogisticRegressionModel>
    implements TrainingStage<FederatedLogisticRegression>,
        HasProbability<FederatedLogisticRegression>,
        HasSigmoid<FederatedLogisticRegression>,
        HasFamily<FederatedLogisticRegression>,
        HasRelease<FederatedLogisticRegression>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final TrainingParams trainingParams;
  private final ProbabilityParams probabilityParams;
  private final SigmoidParams sigmoidParams;
  private final FamilyParams familyParams;
  private final ReleaseParams releaseParams;
  private transient FitListener listener = FitListener.NONE;

  /** An estimator with default Params. */
  public FederatedLogisticRegression() {
    this(Identifiable.randomUID("federatedLogReg"));
  }

  /** An estimator with default Params and the given uid. */
  public FederatedLogisticRegression(String uid) {
    this.uid = uid;
    trainingParams = new TrainingParams(this);
    probabilityParams = new ProbabilityParams(this);
    sigmoidParams = new SigmoidParams(this);
    familyParams = new FamilyParams(this);
    releaseParams = ReleaseParams.sealing(this);
  }

  /** Reads estimators that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedLogisticRegression> read() {
    return new DefaultParamsReader<>();
  }

  /** The estimator saved at a path. */
  public static FederatedLogisticRegression load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public FederatedLogisticRegression self() {
    return this;
  }

  @Override
  public TrainingParams trainingParams() {
    return trainingParams;
  }

  @Override
  public ProbabilityParams probabilityParams() {
    return probabilityParams;
  }

  @Override
  public SigmoidParams sigmoidParams() {
    return sigmoidParams;
  }

  @Override
  public FamilyParams familyParams() {
    return familyParams;
  }

  @Override
  public ReleaseParams releaseParams() {
    return releaseParams;
  }

  /** Who hears of fits while they run; not a Param, so not saved. Copies keep it. */
  public FederatedLogisticRegression setListener(FitListener value) {
    listener = value;
    return this;
  }

  /**
   * Trains on all providers' rows; each holds a partition, or what the provider column names.
   *
   * @throws IllegalArgumentException if a Param or a column is wrong; before any work
   * @throws parley.error.ParleyException if the rows cannot be used or the training fails
   */
  @Override
  public FederatedLogisticRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    Learnt learnt = learn(dataset);
    FederatedLogisticRegressionModel model = new FederatedLogisticRegressionModel(uid, learnt);
    copyValues(model, new ParamMap());
    model.forgetPlaces();
    return model.setParent(this);
  }

  private Learnt learn(Dataset<?> dataset) {
    if (familyParams.multinomial(this)) {
      return SealedClasses.wanted(this)
          ? SealedClasses.fit(this, dataset)
          : MultinomialTraining.fit(this, dataset);
    }
    return isDescent()
        ? Learnt.of(SealedFit.of(dataset, inputColumns(), settings()))
        : ReleasedTraining.fit(this, dataset);
  }

  private boolean isDescent() {
    return releaseParams.sealed(this, protectionParams());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    if (familyParams.multinomial(this)) {
      if (SealedClasses.wanted(this)) {
        SealedClasses.check(this, schema);
      } else {
        MultinomialTraining.check(this);
      }
    } else if (isDescent()) {
      settings();
    } else {
      ReleasedTraining.check(this);
    }
    inputColumns().check(schema);
    return probabilityParams.outputColumns(this).append(schema);
  }

  @Override
  public FederatedLogisticRegression copy(ParamMap extra) {
    FederatedLogisticRegression copy = defaultCopy(extra);
    copy.listener = listener;
    return copy;
  }

  /**
   * What the Params say, checked: for who trains without a model ({@code Engines}).
   *
   * @throws IllegalArgumentException if a Param is wrong, or Params contradict each other, or the
   *     family is multinomial or the release not sealed, which are not trained so
   * @throws parley.error.ParleyException if the plan's file holds none
   */
  public TrainingSettings settings() {
    if (familyParams.multinomial(this)) {
      throw new IllegalArgumentException(
          "cannot train step by step: the family is multinomial, which fit() fits from exact sums"
              + " or seals as a network without hidden layer, expected auto or binomial");
    }
    if (!isDescent()) {
      throw new IllegalArgumentException(
          "cannot train step by step: fit() fits the release "
              + getOrDefault(release())
              + " from sums, expected sealed");
    }
    TrainingPlan plan = trainingParams.readPlan(this);
    return trainingParams.settings(this, sigmoidParams.family(this, plan), plan, listener);
  }

  InputColumns inputColumns() {
    return trainingParams.inputColumns(this);
  }

  FitListener listener() {
    return listener;
  }

  /** Another stage, told what this one is told as far as it has such Params. */
  <S extends Params> S withParams(S other) {
    return copyValues(other, new ParamMap());
  }

  /**
   * Empties the checkpoint's folder, once the model is saved; nothing without one. The next fit
   * begins anew.
   *
   * @throws parley.error.ParleyException if it cannot be deleted
   */
  public void deleteCheckpoint(SparkSession spark) {
    Protection kind = Protection.of(getOrDefault(protection()));
    CheckpointSettings checkpoint =
        familyParams.multinomial(this) && SealedClasses.wanted(this)
            ? SealedClasses.checkpoint(this)
            : settings().checkpoint();
    checkpoint
        .folder()
        .ifPresent(
            folder ->
                Engines.trainer(kind).forget(folder, spark.sparkContext().hadoopConfiguration()));
  }
}
