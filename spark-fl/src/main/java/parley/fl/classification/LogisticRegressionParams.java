package parley.fl.classification;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayArrayParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.activation.SigmoidPolynomial.Approximation;
import parley.fl.data.InputColumns;
import parley.fl.optim.Algorithm;
import parley.fl.optim.StandardizationMode;
import parley.fl.plan.Packing;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.TrainingPlan;
import parley.fl.protection.Defaults;
import parley.fl.protection.Protection;
import parley.fl.protection.TrainingSettings;

/**
 * The Params of the estimator. They are found by reflection on public methods without arguments, so
 * each has one. Raw because a fit gives Spark's own model or a sealed one.
 */
@SuppressWarnings("rawtypes")
abstract class LogisticRegressionParams extends Estimator {
  private static final long serialVersionUID = 1L;
  private static final String AUTO = "auto";

  /** Below 13 only for tests, which ask for insecure parameters; the planner refuses others. */
  private static final int SMALLEST_RING = 11;

  private static final int LARGEST_RING = 16;

  private final String uid;
  private final Param<String> featuresCol;
  private final Param<String> labelCol;
  private final Param<String> weightCol;
  private final Param<String> providerCol;
  private final Param<String> predictionCol;
  private final Param<String> probabilityCol;
  private final Param<String> rawPredictionCol;
  private final DoubleParam threshold;
  private final IntParam maxIter;
  private final DoubleParam regParam;
  private final BooleanParam fitIntercept;
  private final Param<String> standardization;
  private final DoubleArrayArrayParam featureRanges;
  private final LongParam rowBound;
  private final DoubleParam featureClip;
  private final IntParam degree;
  private final DoubleArrayParam interval;
  private final Param<String> approximation;
  private final Param<String> algorithm;
  private final Param<String> protection;
  private final StringArrayParam partitionProviders;
  private final Param<String> querierKey;
  private final Param<String> querierPublicKey;
  private final Param<String> plan;
  private final Param<String> keyStore;
  private final Param<String> vault;
  private final Param<String> policy;
  private final IntParam rowsPerOpening;
  private final Param<String> checkpointPath;
  private final IntParam checkpointInterval;
  private final BooleanParam keepCheckpoint;
  private final Param<String> keyStorePassphraseFrom;
  private final Param<String> querierKeyPassphraseFrom;
  private final BooleanParam revealWeights;
  private final BooleanParam allowTwoProviders;
  private final IntParam watchEvery;
  private final IntParam roundTimeout;
  private final Param<String> packing;
  private final IntParam logRingDimension;

  LogisticRegressionParams(String uid) {
    this.uid = uid;
    featuresCol = text("featuresCol", "column of feature vectors");
    labelCol = text("labelCol", "column of labels, 0 or 1");
    weightCol = text("weightCol", "column of row weights; every row counts 1 if it is not set");
    providerCol =
        text("providerCol", "column that names a row's provider; without it partitions do");
    partitionProviders =
        new StringArrayParam(
            this,
            "partitionProviders",
            "without providerCol: the name of each partition's provider, sorted; their numbers if"
                + " it is not set");
    predictionCol = text("predictionCol", "column for predictions");
    probabilityCol = text("probabilityCol", "column for the probabilities of 0 and 1");
    rawPredictionCol = text("rawPredictionCol", "column for margins (-m, m)");
    threshold =
        new DoubleParam(
            uid,
            "threshold",
            "probability above which the prediction is 1",
            ParamValidators.inRange(0, 1));
    maxIter = new IntParam(uid, "maxIter", "number of training iterations", ParamValidators.gt(0));
    regParam =
        new DoubleParam(
            uid,
            "regParam",
            "strength of the ridge penalty in Spark's convention; 1 / rows if it is not set",
            ParamValidators.gtEq(0));
    fitIntercept = flag("fitIntercept", "whether to fit an intercept, which is not penalised");
    standardization =
        text(
            "standardization",
            "collective (opens the sums for means and deviations), ranges (opens nothing) or"
                + " none");
    featureRanges =
        new DoubleArrayArrayParam(
            this, "featureRanges", "for standardization ranges: {lowest, highest} of each feature");
    rowBound =
        new LongParam(
            uid,
            "rowBound",
            "for standardization ranges: agreed bound on the number of all rows (their weights"
                + " added up), which stands for it in step and regParam. In clear a larger total is"
                + " refused. Under encryption no one sees the total: each provider refuses when its"
                + " own rows exceed the bound or the places that the plan has for them, and more"
                + " rows than agreed in all make the training as if regParam were smaller and steps"
                + " longer",
            ParamValidators.gt(0));
    featureClip =
        new DoubleParam(
            uid,
            "featureClip",
            "largest absolute value of a standardised feature; Infinity for none",
            ParamValidators.gt(0));
    degree =
        new IntParam(
            uid,
            "degree",
            "degree of one fixed polynomial for the sigmoid: 5, 9 or 13. Unless degree, interval or"
                + " approximation is set, Nesterov's algorithm takes polynomials that are fitted to"
                + " where the rows lie");
    interval =
        new DoubleArrayParam(
            this,
            "interval",
            "where a fixed polynomial stands for the sigmoid: {-half-width, half-width}");
    approximation = text("approximation", "of a fixed polynomial: leastSquares or chebyshev");
    algorithm = text("algorithm", "nesterov, gradientDescent or fixedHessian");
    protection = text("protection", "encrypted, or plain: the same algorithm in clear");
    querierKey = text("querierKey", "path of the file with the querier's key, never a key itself");
    querierPublicKey =
        text(
            "querierPublicKey",
            "path of the file with the querier's signed public key, for a querier that is apart"
                + " from this process; needs plan, and results stay under that key");
    plan =
        text(
            "plan",
            "path of a plan made before, whose parameters are followed; iterations, degree and"
                + " interval are the plan's unless set");
    keyStore =
        text(
            "keyStore",
            "directory with a new store for each provider; one training a"
                + " directory, so not for CrossValidator");
    vault =
        text(
            "vault",
            "folder with the sockets of the vaults that hold the providers' key shares, in place of"
                + " keyStore; a provider's process whose environment has PARLEY_VAULT_DIR uses that"
                + " folder");
    policy =
        text(
            "policy",
            "a policy beside those that the providers' processes name, which it cannot replace: a"
                + " file, or a folder with PROVIDER.json for each provider");
    rowsPerOpening =
        new IntParam(
            uid,
            "rowsPerOpening",
            "rows that one opening of a sealed model's predictions carries, and counts against the"
                + " providers' row budgets; as many as there is room unless set",
            ParamValidators.gt(0));
    checkpointPath =
        text(
            "checkpointPath",
            "folder that the training is saved to now and then, and resumed from when its driver"
                + " was lost; needs querierKey and keyStore (or vault)");
    checkpointInterval =
        new IntParam(
            uid, "checkpointInterval", "iterations between two checkpoints", ParamValidators.gt(0));
    keepCheckpoint =
        flag(
            "keepCheckpoint",
            "keep the checkpoint when the fit ends, until its model is where it belongs");
    keyStorePassphraseFrom =
        text(
            "keyStorePassphraseFrom",
            "where each provider's process finds the passphrase of its store: file:PATH, env:NAME,"
                + " prompt, or none for a store in clear; never a passphrase itself");
    querierKeyPassphraseFrom =
        text(
            "querierKeyPassphraseFrom",
            "where this process finds the passphrase of the querier's key, if it has one:"
                + " file:PATH, env:NAME or prompt; never a passphrase itself");
    revealWeights =
        flag("revealWeights", "whether the querier gets the weights instead of a sealed model");
    allowTwoProviders =
        flag("allowTwoProviders", "whether two providers will do, who learn each other's sums");
    watchEvery =
        new IntParam(
            uid,
            "watchEvery",
            "with a fixed polynomial: iterations between two looks at the mean squared margin,"
                + " which is opened to all; 0 for never. Fitted polynomials need looks of their"
                + " own",
            ParamValidators.gtEq(0));
    roundTimeout =
        new IntParam(uid, "roundTimeout", "seconds that a round may take", ParamValidators.gt(0));
    packing =
        text(
            "packing",
            "how rows lie in ciphertexts: auto (the cheaper one), diagonal (a slot a row)"
                + " or row (whole rows, for wide data); no effect in clear");
    logRingDimension =
        new IntParam(
            uid,
            "logRingDimension",
            "log2 of the ring dimension, 13 to 16; the cheapest secure one if it is not set; no"
                + " effect in clear",
            ParamValidators.inRange(SMALLEST_RING, LARGEST_RING));
    defaults();
  }

  private void defaults() {
    setDefault(featuresCol, "features");
    setDefault(labelCol, "label");
    setDefault(predictionCol, "prediction");
    setDefault(probabilityCol, "probability");
    setDefault(rawPredictionCol, "rawPrediction");
    setDefault(threshold, 0.5);
    setDefault(maxIter, Defaults.MAX_ITER);
    setDefault(fitIntercept, true);
    setDefault(standardization, StandardizationMode.COLLECTIVE.parameterName());
    setDefault(featureClip, Defaults.FEATURE_CLIP);
    setDefault(degree, Defaults.DEGREE);
    setDefault(interval, new double[] {-Defaults.HALF_WIDTH, Defaults.HALF_WIDTH});
    setDefault(approximation, "leastSquares");
    setDefault(algorithm, Algorithm.NESTEROV.parameterName());
    setDefault(protection, Protection.ENCRYPTED.parameterName());
    setDefault(checkpointInterval, Defaults.CHECKPOINT_INTERVAL);
    setDefault(keepCheckpoint, false);
    setDefault(revealWeights, false);
    setDefault(allowTwoProviders, false);
    setDefault(watchEvery, Defaults.WATCH_EVERY);
    setDefault(roundTimeout, Defaults.ROUND_TIMEOUT_SECONDS);
    setDefault(packing, AUTO);
  }

  private Param<String> text(String name, String doc) {
    return new Param<>(uid, name, doc);
  }

  private BooleanParam flag(String name, String doc) {
    return new BooleanParam(uid, name, doc);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** What the Params say, checked. */
  final TrainingSettings.Builder settings() {
    TrainingSettings.Builder b =
        TrainingSettings.builder()
            .protection(Protection.of(value(protection)))
            .algorithm(Algorithm.of(value(algorithm)))
            .maxIter((Integer) value(maxIter))
            .fitIntercept((Boolean) value(fitIntercept))
            .standardization(StandardizationMode.of(value(standardization)))
            .featureClip((Double) value(featureClip))
            .checkpointInterval((Integer) value(checkpointInterval))
            .keepCheckpoint((Boolean) value(keepCheckpoint))
            .revealWeights((Boolean) value(revealWeights))
            .allowTwoProviders((Boolean) value(allowTwoProviders))
            .watchEvery((Integer) value(watchEvery))
            .roundTimeout(Duration.ofSeconds((Integer) value(roundTimeout)));
    SigmoidPolynomial fixed = sigmoid();
    if (isSet(degree) || isSet(interval) || isSet(approximation)) {
      b.sigmoid(fixed);
    }
    if (isDefined(regParam)) {
      b.regParam((Double) value(regParam));
    }
    if (isDefined(featureRanges)) {
      b.featureRanges(value(featureRanges));
    }
    if (isDefined(rowBound)) {
      b.rowBound((Long) value(rowBound));
    }
    if (!value(packing).equals(AUTO)) {
      b.packing(packing(value(packing)));
    }
    if (isDefined(logRingDimension)) {
      b.logRingDimension((Integer) value(logRingDimension));
    }
    String key = optional(querierKey);
    if (key != null) {
      b.querierKey(key);
    }
    String publicKey = optional(querierPublicKey);
    if (publicKey != null) {
      b.querierPublicKey(publicKey);
    }
    String planFile = optional(plan);
    if (planFile != null) {
      follow(TrainingPlan.read(Path.of(planFile)), b);
    }
    String store = optional(keyStore);
    if (store != null) {
      b.keyStore(store);
    }
    String checkpoint = optional(checkpointPath);
    if (checkpoint != null) {
      b.checkpoint(checkpoint);
    }
    String sockets = optional(vault);
    if (sockets != null) {
      b.vault(sockets);
    }
    String place = optional(policy);
    if (place != null) {
      b.policy(place);
    }
    if (isDefined(rowsPerOpening)) {
      b.rowsPerOpening((Integer) value(rowsPerOpening));
    }
    String storePassphrase = optional(keyStorePassphraseFrom);
    if (storePassphrase != null) {
      b.keyStorePassphraseFrom(storePassphrase);
    }
    String keyPassphrase = optional(querierKeyPassphraseFrom);
    if (keyPassphrase != null) {
      b.querierKeyPassphraseFrom(keyPassphrase);
    }
    return b;
  }

  /**
   * What is not set is the plan's; what is set and differs is refused when the plan is followed.
   */
  private void follow(TrainingPlan planned, TrainingSettings.Builder settings) {
    PlanRequest request = planned.request();
    settings.plan(planned);
    if (!isSet(maxIter)) {
      settings.maxIter(request.iterations());
    }
    boolean polynomial = isSet(degree) || isSet(interval) || isSet(approximation);
    if (polynomial || request.degree() != Defaults.FITTED_DEGREE) {
      boolean own = isSet(degree) || request.degree() == Defaults.FITTED_DEGREE;
      int planDegree = own ? (Integer) value(degree) : request.degree();
      double half = isSet(interval) ? halfWidth() : request.halfWidth();
      settings.sigmoid(SigmoidPolynomial.of(planDegree, half, approximationKind()));
    }
  }

  private static Packing packing(String name) {
    return switch (name) {
      case "diagonal" -> Packing.DIAGONAL;
      case "row" -> Packing.ROW;
      default ->
          throw new IllegalArgumentException(
              "cannot pack the rows: expected auto, diagonal or row, got " + name);
    };
  }

  private SigmoidPolynomial sigmoid() {
    return SigmoidPolynomial.of((Integer) value(degree), halfWidth(), approximationKind());
  }

  private double halfWidth() {
    double[] ends = value(interval);
    if (ends.length != 2 || ends[0] != -ends[1]) {
      throw new IllegalArgumentException(
          "cannot approximate the sigmoid: expected an interval around 0 such as -14,14, got "
              + Arrays.toString(ends));
    }
    return ends[1];
  }

  private Approximation approximationKind() {
    return switch (value(approximation)) {
      case "leastSquares" -> Approximation.LEAST_SQUARES;
      case "chebyshev" -> Approximation.CHEBYSHEV;
      default ->
          throw new IllegalArgumentException(
              "cannot approximate the sigmoid: expected leastSquares or chebyshev, got "
                  + value(approximation));
    };
  }

  final InputColumns inputColumns() {
    return new InputColumns(
        value(featuresCol),
        value(labelCol),
        optional(weightCol),
        optional(providerCol),
        isDefined(partitionProviders) ? List.of(value(partitionProviders)) : List.of());
  }

  final OutputColumns outputColumns() {
    return new OutputColumns(value(rawPredictionCol), value(probabilityCol), value(predictionCol));
  }

  final <T> T value(Param<T> param) {
    return getOrDefault(param);
  }

  /** The value, or null where it is not set or empty. */
  final @Nullable String optional(Param<String> param) {
    return isDefined(param) && !value(param).isEmpty() ? value(param) : null;
  }

  public Param<String> featuresCol() {
    return featuresCol;
  }

  public Param<String> labelCol() {
    return labelCol;
  }

  public Param<String> weightCol() {
    return weightCol;
  }

  public Param<String> providerCol() {
    return providerCol;
  }

  public StringArrayParam partitionProviders() {
    return partitionProviders;
  }

  public Param<String> predictionCol() {
    return predictionCol;
  }

  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  public Param<String> rawPredictionCol() {
    return rawPredictionCol;
  }

  public DoubleParam threshold() {
    return threshold;
  }

  public IntParam maxIter() {
    return maxIter;
  }

  public DoubleParam regParam() {
    return regParam;
  }

  public BooleanParam fitIntercept() {
    return fitIntercept;
  }

  public Param<String> standardization() {
    return standardization;
  }

  public DoubleArrayArrayParam featureRanges() {
    return featureRanges;
  }

  public LongParam rowBound() {
    return rowBound;
  }

  public DoubleParam featureClip() {
    return featureClip;
  }

  public IntParam degree() {
    return degree;
  }

  public DoubleArrayParam interval() {
    return interval;
  }

  public Param<String> approximation() {
    return approximation;
  }

  public Param<String> algorithm() {
    return algorithm;
  }

  public Param<String> protection() {
    return protection;
  }

  public Param<String> querierKey() {
    return querierKey;
  }

  public Param<String> querierPublicKey() {
    return querierPublicKey;
  }

  public Param<String> plan() {
    return plan;
  }

  public Param<String> keyStore() {
    return keyStore;
  }

  public Param<String> vault() {
    return vault;
  }

  public Param<String> policy() {
    return policy;
  }

  public IntParam rowsPerOpening() {
    return rowsPerOpening;
  }

  public Param<String> checkpointPath() {
    return checkpointPath;
  }

  public IntParam checkpointInterval() {
    return checkpointInterval;
  }

  public BooleanParam keepCheckpoint() {
    return keepCheckpoint;
  }

  public Param<String> keyStorePassphraseFrom() {
    return keyStorePassphraseFrom;
  }

  public Param<String> querierKeyPassphraseFrom() {
    return querierKeyPassphraseFrom;
  }

  public BooleanParam revealWeights() {
    return revealWeights;
  }

  public BooleanParam allowTwoProviders() {
    return allowTwoProviders;
  }

  public IntParam watchEvery() {
    return watchEvery;
  }

  public IntParam roundTimeout() {
    return roundTimeout;
  }

  public Param<String> packing() {
    return packing;
  }

  public IntParam logRingDimension() {
    return logRingDimension;
  }
}
