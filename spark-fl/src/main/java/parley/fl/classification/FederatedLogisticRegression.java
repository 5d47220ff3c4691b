package parley.fl.classification;

import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.LinearWeights;
import parley.fl.protection.Defaults;
import parley.fl.protection.Engines;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.TrainingSettings;
import parley.fl.report.FitListener;
import parley.fl.report.FitReports;

/**
 * Binary logistic regression over the rows of several data providers who may not share them.
 *
 * <p>With protection {@code encrypted} the model is trained under a key of which each provider
 * holds a share, and stays sealed: the fit gives a {@link FederatedLogisticRegressionModel} that
 * predicts for the querier. With {@code revealWeights}, or with protection {@code plain}, the fit
 * gives Spark's own {@link LogisticRegressionModel} with weights on the input scale; clipping of
 * outlying features has no linear form and does not apply to its predictions. With {@code
 * revealWeights} and a querier that is apart ({@code querierPublicKey}) the fit gives a {@link
 * FederatedLogisticRegressionModel} that has nothing but the weights under the querier's key. The
 * report of a fit is in {@link FitReports}.
 *
 * <p>Not safe for use by several threads while Params are being set.
 */
@SuppressWarnings({"rawtypes", "unchecked"})
public final class FederatedLogisticRegression extends LogisticRegressionParams
    implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private transient FitListener listener = FitListener.NONE;

  /** An estimator with default Params. */
  public FederatedLogisticRegression() {
    this(Identifiable.randomUID("federatedLogReg"));
  }

  /** An estimator with default Params and the given uid. */
  public FederatedLogisticRegression(String uid) {
    super(uid);
  }

  /** Reads estimators that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedLogisticRegression> read() {
    return new DefaultParamsReader<>();
  }

  /** The estimator saved at a path. */
  public static FederatedLogisticRegression load(String path) {
    return read().load(path);
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
  public Model fit(Dataset dataset) {
    transformSchema(dataset.schema(), true);
    TrainingSettings settings = settings().listener(listener).build();
    TrainingResult result;
    try (ProviderDataset data = ProviderDataset.of(dataset, inputColumns())) {
      result = Engines.trainer(settings.protection()).train(dataset.sparkSession(), data, settings);
    }
    Model model =
        result.weights().map(weights -> (Model) known(weights)).orElseGet(() -> sealed(result));
    FitReports.put(model, result.report());
    return model.setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    settings().build();
    inputColumns().check(schema);
    return outputColumns().append(schema);
  }

  @Override
  public FederatedLogisticRegression copy(ParamMap extra) {
    FederatedLogisticRegression copy = defaultCopy(extra);
    copy.listener = listener;
    return copy;
  }

  private LogisticRegressionModel known(LinearWeights weights) {
    LogisticRegressionModel model =
        new LogisticRegressionModel(
            uid(), Vectors.dense(weights.coefficients()), weights.intercept());
    model.set(model.featuresCol(), value(featuresCol()));
    model.set(model.labelCol(), value(labelCol()));
    model.set(model.predictionCol(), value(predictionCol()));
    model.set(model.probabilityCol(), value(probabilityCol()));
    model.set(model.rawPredictionCol(), value(rawPredictionCol()));
    model.set(model.threshold(), value(threshold()));
    model.set(model.maxIter(), value(maxIter()));
    model.set(model.fitIntercept(), value(fitIntercept()));
    if (isDefined(regParam())) {
      model.set(model.regParam(), value(regParam()));
    }
    return model;
  }

  private Model sealed(TrainingResult result) {
    return copyValues(
        new FederatedLogisticRegressionModel(
            uid(), result.sealed().orElse(null), result.answers().orElse(null), result.report()),
        new ParamMap());
  }

  /** Column of feature vectors; default {@code features}. */
  public FederatedLogisticRegression setFeaturesCol(String value) {
    set(featuresCol(), value);
    return this;
  }

  /** Column of labels, 0 or 1; default {@code label}. */
  public FederatedLogisticRegression setLabelCol(String value) {
    set(labelCol(), value);
    return this;
  }

  /** Column of row weights; by default every row counts 1. */
  public FederatedLogisticRegression setWeightCol(String value) {
    set(weightCol(), value);
    return this;
  }

  /** Column that names each row's provider; by default each partition is one. */
  public FederatedLogisticRegression setProviderCol(String value) {
    set(providerCol(), value);
    return this;
  }

  /**
   * Without a provider column: the name of each partition's provider, sorted; by default their
   * numbers. On a cluster the partition is then read where its provider lives, and nowhere else.
   */
  public FederatedLogisticRegression setPartitionProviders(String[] value) {
    set(partitionProviders(), value);
    return this;
  }

  /** Column for predictions; default {@code prediction}. */
  public FederatedLogisticRegression setPredictionCol(String value) {
    set(predictionCol(), value);
    return this;
  }

  /** Column for probabilities; default {@code probability}. */
  public FederatedLogisticRegression setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return this;
  }

  /** Column for margins; default {@code rawPrediction}. */
  public FederatedLogisticRegression setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return this;
  }

  /** Probability above which 1 is predicted; default 0.5. */
  public FederatedLogisticRegression setThreshold(double value) {
    set(threshold(), value);
    return this;
  }

  /** Training iterations; default 40. */
  public FederatedLogisticRegression setMaxIter(int value) {
    set(maxIter(), value);
    return this;
  }

  /** Ridge penalty in Spark's convention; default 1 / rows. */
  public FederatedLogisticRegression setRegParam(double value) {
    set(regParam(), value);
    return this;
  }

  /** Whether to fit an intercept; default true. */
  public FederatedLogisticRegression setFitIntercept(boolean value) {
    set(fitIntercept(), value);
    return this;
  }

  /** {@code collective} (default), {@code ranges} or {@code none}. */
  public FederatedLogisticRegression setStandardization(String value) {
    set(standardization(), value);
    return this;
  }

  /** For ranges: {lowest, highest} of each feature. */
  public FederatedLogisticRegression setFeatureRanges(double[][] value) {
    set(featureRanges(), value);
    return this;
  }

  /** For ranges: agreed bound on the number of all rows. */
  public FederatedLogisticRegression setRowBound(long value) {
    set(rowBound(), value);
    return this;
  }

  /** Largest absolute standardised value; default 10, infinite for none. */
  public FederatedLogisticRegression setFeatureClip(double value) {
    set(featureClip(), value);
    return this;
  }

  /** Degree of the sigmoid's polynomial, 5, 9 or 13; default 9. */
  public FederatedLogisticRegression setDegree(int value) {
    set(degree(), value);
    return this;
  }

  /** Ends of the polynomial's interval around 0; default {-14, 14}. */
  public FederatedLogisticRegression setInterval(double[] value) {
    set(interval(), value);
    return this;
  }

  /** {@code leastSquares} (default) or {@code chebyshev}. */
  public FederatedLogisticRegression setApproximation(String value) {
    set(approximation(), value);
    return this;
  }

  /** {@code nesterov} (default), {@code gradientDescent} or {@code fixedHessian}. */
  public FederatedLogisticRegression setAlgorithm(String value) {
    set(algorithm(), value);
    return this;
  }

  /** {@code encrypted} (default) or {@code plain}. */
  public FederatedLogisticRegression setProtection(String value) {
    set(protection(), value);
    return this;
  }

  /** Path of the querier's key file; by default a key for this run only. */
  public FederatedLogisticRegression setQuerierKey(String value) {
    set(querierKey(), value);
    return this;
  }

  /**
   * Path of the querier's signed public key, for a querier that is apart: its secret key is then
   * nowhere in this process. Needs the plan that the key was made for. A sealed model's {@code
   * answers}, and revealed weights, stay under that key.
   */
  public FederatedLogisticRegression setQuerierPublicKey(String value) {
    set(querierPublicKey(), value);
    return this;
  }

  /**
   * Path of a plan to follow, made by {@code parley plan --out}; by default parameters are chosen
   * at the fit. Iterations, degree and interval are the plan's unless set.
   */
  public FederatedLogisticRegression setPlan(String value) {
    set(plan(), value);
    return this;
  }

  /** Directory with a store for each provider; by default memory only. */
  public FederatedLogisticRegression setKeyStore(String value) {
    set(keyStore(), value);
    return this;
  }

  /**
   * Folder, on any of Hadoop's file systems, that the training is saved to now and then. When its
   * driver is lost, the same fit again goes on from there; when it ends, the folder is emptied
   * ({@link #setKeepCheckpoint} has it wait for the model's saving). What is in it is encrypted,
   * masked or public. Needs a querier key and key stores or vaults.
   */
  public FederatedLogisticRegression setCheckpointPath(String value) {
    set(checkpointPath(), value);
    return this;
  }

  /** Iterations between two checkpoints; default {@value Defaults#CHECKPOINT_INTERVAL}. */
  public FederatedLogisticRegression setCheckpointInterval(int value) {
    set(checkpointInterval(), value);
    return this;
  }

  /**
   * Whether the checkpoint stays when the fit ends, until {@link #deleteCheckpoint}: so that a
   * model that cannot be saved is not lost, and the same fit again makes it anew from there;
   * default false.
   */
  public FederatedLogisticRegression setKeepCheckpoint(boolean value) {
    set(keepCheckpoint(), value);
    return this;
  }

  /**
   * Empties the checkpoint's folder, once the model is saved; nothing without one. The next fit
   * begins anew.
   *
   * @throws parley.error.ParleyException if it cannot be deleted
   */
  public void deleteCheckpoint(SparkSession spark) {
    TrainingSettings settings = settings().build();
    settings
        .checkpoint()
        .ifPresent(
            folder ->
                Engines.trainer(settings.protection())
                    .forget(folder, spark.sparkContext().hadoopConfiguration()));
  }

  /**
   * Folder with the sockets of the vaults that hold the providers' key shares, in place of a key
   * store: processes of their own that no code which Spark ships can look into.
   */
  public FederatedLogisticRegression setVault(String value) {
    set(vault(), value);
    return this;
  }

  /**
   * A policy beside those that the providers' processes name: a file, or a folder with {@code
   * PROVIDER.json} for each; default none. It can only make things stricter.
   */
  public FederatedLogisticRegression setPolicy(String value) {
    set(policy(), value);
    return this;
  }

  /**
   * Rows that one opening of predictions carries at most, and counts; default as many as there is
   * room.
   */
  public FederatedLogisticRegression setRowsPerOpening(int value) {
    set(rowsPerOpening(), value);
    return this;
  }

  /**
   * Where each provider's process finds the passphrase of its store: {@code file:PATH}, {@code
   * env:NAME}, {@code prompt}, or {@code none} for a store in clear. Wanted with a key store; never
   * a passphrase itself.
   */
  public FederatedLogisticRegression setKeyStorePassphraseFrom(String value) {
    set(keyStorePassphraseFrom(), value);
    return this;
  }

  /** Where this process finds the passphrase of the querier's key; by default it has none. */
  public FederatedLogisticRegression setQuerierKeyPassphraseFrom(String value) {
    set(querierKeyPassphraseFrom(), value);
    return this;
  }

  /** Whether the querier gets the weights; default false: a sealed model. */
  public FederatedLogisticRegression setRevealWeights(boolean value) {
    set(revealWeights(), value);
    return this;
  }

  /** Whether two providers will do; default false. */
  public FederatedLogisticRegression setAllowTwoProviders(boolean value) {
    set(allowTwoProviders(), value);
    return this;
  }

  /** Iterations between two looks at convergence; default 10, 0 for never. */
  public FederatedLogisticRegression setWatchEvery(int value) {
    set(watchEvery(), value);
    return this;
  }

  /** Seconds a round may take; default 120. */
  public FederatedLogisticRegression setRoundTimeout(int value) {
    set(roundTimeout(), value);
    return this;
  }

  /** {@code auto} (default), {@code diagonal} or {@code row}. */
  public FederatedLogisticRegression setPacking(String value) {
    set(packing(), value);
    return this;
  }

  /** log2 of the ring dimension, 13 to 16; by default the cheapest secure one. */
  public FederatedLogisticRegression setLogRingDimension(int value) {
    set(logRingDimension(), value);
    return this;
  }
}
