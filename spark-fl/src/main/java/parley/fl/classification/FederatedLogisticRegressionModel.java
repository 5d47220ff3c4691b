package parley.fl.classification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.data.InputColumns;
import parley.fl.protection.Defaults;
import parley.fl.protection.Engines;
import parley.fl.protection.PredictionResult;
import parley.fl.protection.PredictionSettings;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.SealedModel;
import parley.fl.protection.SealedPrediction;
import parley.fl.protection.SealedRows;
import parley.fl.report.FitReport;

/**
 * A sealed logistic regression: it predicts, but no one can read its weights.
 *
 * <p>{@link #transform} is eager, unlike Spark's own: it collects the querier's rows in this
 * process, encrypts them, has the providers compute and switch the margins to the querier's key,
 * and opens those. Not safe for use by several threads while Params are being set.
 */
public final class FederatedLogisticRegressionModel extends Model<FederatedLogisticRegressionModel>
    implements MLWritable, AutoCloseable {
  /** Attribute of {@link #answers}: the probability above which the prediction is 1. */
  public static final String THRESHOLD = "threshold";

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final @Nullable SealedModel sealed;
  private final @Nullable SealedAnswers weights;
  private final @Nullable FitReport report;
  private @Nullable FitReport lastPrediction;
  private final Param<String> featuresCol;
  private final Param<String> predictionCol;
  private final Param<String> probabilityCol;
  private final Param<String> rawPredictionCol;
  private final DoubleParam threshold;
  private final Param<String> querierKey;
  private final Param<String> querierPublicKey;
  private final Param<String> keyStore;
  private final Param<String> vault;
  private final Param<String> policy;
  private final Param<String> keyStorePassphraseFrom;
  private final Param<String> querierKeyPassphraseFrom;
  private final IntParam roundTimeout;

  /** For Spark Connect, which makes one to learn its name; it cannot predict. */
  public FederatedLogisticRegressionModel() {
    this(Identifiable.randomUID("federatedLogReg"), null, null, null);
  }

  FederatedLogisticRegressionModel(
      String uid,
      @Nullable SealedModel sealed,
      @Nullable SealedAnswers weights,
      @Nullable FitReport report) {
    this.uid = uid;
    this.sealed = sealed;
    this.weights = weights;
    this.report = report;
    featuresCol = new Param<>(uid, "featuresCol", "column of feature vectors");
    predictionCol = new Param<>(uid, "predictionCol", "column for predictions");
    probabilityCol = new Param<>(uid, "probabilityCol", "column for probabilities of 0 and 1");
    rawPredictionCol = new Param<>(uid, "rawPredictionCol", "column for margins (-m, m)");
    threshold =
        new DoubleParam(
            uid,
            "threshold",
            "probability above which the prediction is 1",
            ParamValidators.inRange(0, 1));
    querierKey = new Param<>(uid, "querierKey", "path of the file with the querier's key");
    querierPublicKey =
        new Param<>(
            uid,
            "querierPublicKey",
            "path of the file with the querier's signed public key, for answers that stay sealed");
    keyStore = new Param<>(uid, "keyStore", "directory with a store for each provider");
    vault =
        new Param<>(
            uid,
            "vault",
            "folder with the sockets of the vaults that hold the providers' key shares");
    policy =
        new Param<>(
            uid,
            "policy",
            "a policy beside those that the providers' processes name: file or folder");
    keyStorePassphraseFrom =
        new Param<>(
            uid,
            "keyStorePassphraseFrom",
            "where each provider's process finds the passphrase of its store: file:PATH, env:NAME"
                + " or prompt");
    querierKeyPassphraseFrom =
        new Param<>(
            uid,
            "querierKeyPassphraseFrom",
            "where this process finds the passphrase of the querier's key: file:PATH, env:NAME or"
                + " prompt");
    roundTimeout =
        new IntParam(uid, "roundTimeout", "seconds that a round may take", ParamValidators.gt(0));
    setDefault(featuresCol, "features");
    setDefault(predictionCol, "prediction");
    setDefault(probabilityCol, "probability");
    setDefault(rawPredictionCol, "rawPrediction");
    setDefault(threshold, 0.5);
    setDefault(roundTimeout, Defaults.ROUND_TIMEOUT_SECONDS);
  }

  /** Reads models that were saved with {@code write} or {@code save}. */
  public static MLReader<FederatedLogisticRegressionModel> read() {
    return new SealedModelReader();
  }

  /** The model saved at a path. */
  public static FederatedLogisticRegressionModel load(String path) {
    return read().load(path);
  }

  @Override
  public MLWriter write() {
    return new SealedModelWriter(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The encrypted weights and what belongs to them. */
  public SealedModel sealedModel() {
    if (sealed == null && weights != null) {
      throw new IllegalStateException(
          "cannot use the model: its weights were revealed to a querier that is apart, expected"
              + " that the querier opens them (sealedWeights, parley open) and predicts itself");
    }
    if (sealed == null) {
      throw new IllegalStateException(
          "cannot use the model: it has no weights, expected one that was fitted or loaded");
    }
    return sealed;
  }

  /** Whether the querier's key and the providers' shares are where other processes find them. */
  boolean outlivesProcess() {
    boolean querier = optional(querierKey) != null || optional(querierPublicKey) != null;
    return querier && (optional(keyStore) != null || optional(vault) != null);
  }

  /**
   * The weights under the key of a querier that is apart, where they were revealed to it; a model
   * with them has nothing else, and is not saved.
   */
  public Optional<SealedAnswers> sealedWeights() {
    return Optional.ofNullable(weights);
  }

  /** The report of the fit, which is saved with the model. */
  public Optional<FitReport> report() {
    return Optional.ofNullable(report);
  }

  /**
   * What the last prediction of this object asked of the providers: rounds, openings, and their
   * policies at its end. Empty before there was one.
   */
  public Optional<FitReport> predictionReport() {
    return Optional.ofNullable(lastPrediction);
  }

  public int numFeatures() {
    return sealedModel().features();
  }

  /**
   * Predicts for the querier; eager. Rows come back in the order they were collected in.
   *
   * @throws IllegalArgumentException if a column is missing or in the way, or the rows are a stream
   * @throws parley.error.ParleyException if rows cannot be used, or keys or shares are missing
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    if (dataset.isStreaming()) {
      throw new IllegalArgumentException(
          "cannot predict: a sealed model is asked with all rows at once, and these are a stream,"
              + " expected a table; foreachBatch of the stream's writer has one a batch");
    }
    StructType schema = transformSchema(dataset.schema(), true);
    List<Row> rows = dataset.toDF().collectAsList();
    double[][] features = features(dataset.schema(), rows);
    double[] margins = new double[0];
    if (features.length > 0) {
      PredictionResult result =
          Engines.predictor().predict(dataset.sparkSession(), sealedModel(), features, settings());
      margins = result.margins();
      lastPrediction = result.report();
    }
    OutputColumns output = outputColumns();
    List<Row> predicted = new ArrayList<>(rows.size());
    for (int i = 0; i < margins.length; i++) {
      List<Object> values = new ArrayList<>();
      Row row = rows.get(i);
      for (int k = 0; k < row.length(); k++) {
        values.add(row.get(k));
      }
      values.addAll(output.values(margins[i], (Double) getOrDefault(threshold)));
      predicted.add(RowFactory.create(values.toArray()));
    }
    return dataset.sparkSession().createDataFrame(predicted, schema);
  }

  /**
   * Asks for the rows' margins where the querier is apart: they stay under the public key of {@code
   * querierPublicKey}, and are opened where the querier's key is ({@link SealedAnswers#open}, or
   * {@code parley open}). Eager; a margin a row, in the order of collecting.
   *
   * @throws IllegalArgumentException if the features are missing
   * @throws parley.error.ParleyException if rows cannot be used, there are none, or keys or shares
   *     are missing
   */
  public SealedAnswers answers(Dataset<?> dataset) {
    InputColumns.checkFeatures(dataset.schema(), getOrDefault(featuresCol));
    requirePublicKey();
    double[][] features = features(dataset.schema(), dataset.toDF().collectAsList());
    if (features.length == 0) {
      throw new InvalidDataException("cannot predict: there are no rows, expected at least one");
    }
    return kept(
        Engines.predictor().answer(dataset.sparkSession(), sealedModel(), features, settings()));
  }

  /**
   * As {@link #answers(Dataset)}, for rows that the querier sealed with {@link #seal}: this process
   * sees neither them nor the margins.
   */
  public SealedAnswers answers(SparkSession spark, SealedRows rows) {
    requirePublicKey();
    return kept(Engines.predictor().answer(spark, sealedModel(), rows, settings()));
  }

  /**
   * Encrypts rows where the querier is, under the collective key that the model has with it: for
   * {@link #answers(SparkSession, SealedRows)} in another process. Eager; needs no key.
   */
  public SealedRows seal(Dataset<?> dataset) {
    InputColumns.checkFeatures(dataset.schema(), getOrDefault(featuresCol));
    return Engines.predictor()
        .seal(sealedModel(), features(dataset.schema(), dataset.toDF().collectAsList()));
  }

  private void requirePublicKey() {
    if (optional(querierPublicKey) == null) {
      throw new IllegalArgumentException(
          "cannot seal answers: expected querierPublicKey, the file that parley keygen --public-for"
              + " wrote, got none");
    }
  }

  private SealedAnswers kept(SealedPrediction prediction) {
    lastPrediction = prediction.report();
    double cut = (Double) getOrDefault(threshold);
    SealedAnswers answers = prediction.answers();
    return answers.with(answers.rows(), Map.of(THRESHOLD, Double.toString(cut)));
  }

  private double[][] features(StructType schema, List<Row> rows) {
    int column = schema.fieldIndex(getOrDefault(featuresCol));
    double[][] features = new double[rows.size()][];
    for (int i = 0; i < features.length; i++) {
      features[i] = features(rows.get(i), column, i);
    }
    return features;
  }

  /** Refuses early what could not be opened here. */
  private void requireOwnKey() {
    if (optional(querierPublicKey) != null && optional(querierKey) == null) {
      throw new IllegalArgumentException(
          "cannot predict in this process: it has the querier's public key alone, expected"
              + " answers() in place of transform(), to be opened where the querier's key is"
              + " (parley open), or querierKey");
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    requireOwnKey();
    InputColumns.checkFeatures(schema, getOrDefault(featuresCol));
    return outputColumns().append(schema);
  }

  @Override
  public FederatedLogisticRegressionModel copy(ParamMap extra) {
    return copyValues(new FederatedLogisticRegressionModel(uid, sealed, weights, report), extra)
        .setParent(parent());
  }

  /**
   * Lets go of the providers that live in this process for this model and its copies, with their
   * keys; idempotent. Predicting again needs a key store. A model that no one refers to any more is
   * let go of without this, when the garbage collector finds it.
   */
  @Override
  public void close() {
    if (sealed != null) {
      Engines.predictor().release(sealed);
    }
  }

  private double[] features(Row row, int column, int index) {
    if (row.isNullAt(column)) {
      throw new InvalidDataException(
          "cannot predict: the features of row " + index + " are missing, expected a vector");
    }
    double[] x = row.<Vector>getAs(column).toArray();
    if (x.length != numFeatures()) {
      throw new InvalidDataException(
          "cannot predict: row "
              + index
              + " has a wrong number of features, expected "
              + numFeatures()
              + ", got "
              + x.length);
    }
    for (double value : x) {
      if (!Double.isFinite(value)) {
        throw new InvalidDataException(
            "cannot predict: row "
                + index
                + " has the feature "
                + value
                + ", expected finite ones");
      }
    }
    return x;
  }

  private OutputColumns outputColumns() {
    return new OutputColumns(
        getOrDefault(rawPredictionCol), getOrDefault(probabilityCol), getOrDefault(predictionCol));
  }

  private PredictionSettings settings() {
    return new PredictionSettings(
        optional(querierKey),
        optional(querierPublicKey),
        optional(keyStore),
        optional(vault),
        optional(policy),
        optional(keyStorePassphraseFrom),
        optional(querierKeyPassphraseFrom),
        Duration.ofSeconds((Integer) getOrDefault(roundTimeout)));
  }

  private @Nullable String optional(Param<String> param) {
    return isDefined(param) && !getOrDefault(param).isEmpty() ? getOrDefault(param) : null;
  }

  /** Column of feature vectors. */
  public FederatedLogisticRegressionModel setFeaturesCol(String value) {
    set(featuresCol, value);
    return this;
  }

  /** Column for predictions; empty for none. */
  public FederatedLogisticRegressionModel setPredictionCol(String value) {
    set(predictionCol, value);
    return this;
  }

  /** Column for probabilities; empty for none. */
  public FederatedLogisticRegressionModel setProbabilityCol(String value) {
    set(probabilityCol, value);
    return this;
  }

  /** Column for margins; empty for none. */
  public FederatedLogisticRegressionModel setRawPredictionCol(String value) {
    set(rawPredictionCol, value);
    return this;
  }

  /** Probability above which 1 is predicted. */
  public FederatedLogisticRegressionModel setThreshold(double value) {
    set(threshold, value);
    return this;
  }

  /** Path of the querier's key file. */
  public FederatedLogisticRegressionModel setQuerierKey(String path) {
    set(querierKey, path);
    return this;
  }

  /**
   * Path of the querier's signed public key, for {@link #answers(Dataset)} in a process that has
   * not its secret.
   */
  public FederatedLogisticRegressionModel setQuerierPublicKey(String path) {
    set(querierPublicKey, path);
    return this;
  }

  /** Directory with a store for each provider. */
  public FederatedLogisticRegressionModel setKeyStore(String directory) {
    set(keyStore, directory);
    return this;
  }

  /** Folder with the sockets of the vaults that hold the providers' key shares. */
  public FederatedLogisticRegressionModel setVault(String directory) {
    set(vault, directory);
    return this;
  }

  /** A policy beside the providers' own: a file, or a folder with one for each provider. */
  public FederatedLogisticRegressionModel setPolicy(String place) {
    set(policy, place);
    return this;
  }

  /** Where each provider's process finds the passphrase of its store, if it has one. */
  public FederatedLogisticRegressionModel setKeyStorePassphraseFrom(String value) {
    set(keyStorePassphraseFrom, value);
    return this;
  }

  /** Where this process finds the passphrase of the querier's key, if it has one. */
  public FederatedLogisticRegressionModel setQuerierKeyPassphraseFrom(String value) {
    set(querierKeyPassphraseFrom, value);
    return this;
  }

  /** Seconds a round may take. */
  public FederatedLogisticRegressionModel setRoundTimeout(int seconds) {
    set(roundTimeout, seconds);
    return this;
  }

  public Param<String> featuresCol() {
    return featuresCol;
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

  public Param<String> querierKey() {
    return querierKey;
  }

  public Param<String> querierPublicKey() {
    return querierPublicKey;
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

  public Param<String> keyStorePassphraseFrom() {
    return keyStorePassphraseFrom;
  }

  public Param<String> querierKeyPassphraseFrom() {
    return querierKeyPassphraseFrom;
  }

  public IntParam roundTimeout() {
    return roundTimeout;
  }
}
