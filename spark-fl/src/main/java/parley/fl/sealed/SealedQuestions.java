package parley.fl.sealed;

import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.data.InputColumns;
import parley.fl.param.KeyParams;
import parley.fl.param.RoundParams;
import parley.fl.protection.Engines;
import parley.fl.protection.PredictionResult;
import parley.fl.protection.SealedModel;
import parley.fl.protection.SealedPrediction;
import parley.fl.protection.SealedRows;
import parley.fl.report.FitReport;
import parley.fl.settings.SiteSettings;
import parley.mhe.party.secret.KeyException;
import parley.ml.persist.MlPersistence;
import parley.ml.persist.UnfinishedSave;

/**
 * A stage's questions to a sealed model, with what its Params say of keys. For one thread.
 *
 * @param stage whose Params they are
 * @param keys of the stage
 * @param rounds of the stage
 * @param model that is asked
 */
public record SealedQuestions(Params stage, KeyParams keys, RoundParams rounds, SealedModel model) {
  /**
   * What an eager prediction gives.
   *
   * @param rows in the order they were collected in
   * @param answers for each what the model answers: a margin, or a number an output
   * @param report what was asked of the providers; null where there were no rows
   */
  public record Answered(QueryRows rows, double[][] answers, @Nullable FitReport report) {}

  /**
   * The answers for a table's rows, for the querier who runs this process.
   *
   * @throws parley.error.ParleyException if rows cannot be used, or keys or shares are missing
   */
  public Answered ask(Dataset<?> dataset, String featuresCol) {
    QueryRows rows = QueryRows.of(dataset, featuresCol, model.features());
    if (rows.isEmpty()) {
      return new Answered(rows, new double[0][], null);
    }
    PredictionResult result =
        Engines.predictor().predict(dataset.sparkSession(), model, rows.features(), site());
    return new Answered(rows, result.answers(), result.report());
  }

  /**
   * The margins under the key of a querier that is apart.
   *
   * @throws IllegalArgumentException if the features are missing
   * @throws parley.error.ParleyException if rows cannot be used, there are none, or keys or shares
   *     are missing
   */
  public SealedPrediction answer(Dataset<?> dataset, String featuresCol) {
    InputColumns.checkFeatures(dataset.schema(), featuresCol);
    requirePublicKey();
    QueryRows rows = QueryRows.of(dataset, featuresCol, model.features());
    if (rows.isEmpty()) {
      throw new InvalidDataException("cannot predict: there are no rows, expected at least one");
    }
    return Engines.predictor().answer(dataset.sparkSession(), model, rows.features(), site());
  }

  /** The same for rows that the querier sealed. */
  public SealedPrediction answer(SparkSession spark, SealedRows rows) {
    requirePublicKey();
    return Engines.predictor().answer(spark, model, rows, site());
  }

  /** Rows under the collective key that the model has with its querier; needs no key. */
  public SealedRows seal(Dataset<?> dataset, String featuresCol) {
    InputColumns.checkFeatures(dataset.schema(), featuresCol);
    return Engines.predictor()
        .seal(model, QueryRows.of(dataset, featuresCol, model.features()).features());
  }

  /** Lets go of the providers that live in this process for the model; idempotent. */
  public void release() {
    Engines.predictor().release(model);
  }

  /** What the Params say of keys. */
  public SiteSettings site() {
    return keys.settings(stage, rounds);
  }

  private void requirePublicKey() {
    if (site().querierPublicKey().isEmpty()) {
      throw new IllegalArgumentException(
          "cannot seal answers: expected querierPublicKey, the file that parley keygen --public-for"
              + " wrote, got none");
    }
  }

  /**
   * Refuses rows that have no end.
   *
   * @throws IllegalArgumentException if the rows are a stream
   */
  public static void requireTable(Dataset<?> dataset) {
    if (dataset.isStreaming()) {
      throw new IllegalArgumentException(
          "cannot predict: a sealed model is asked with all rows at once, and these are a stream,"
              + " expected a table; foreachBatch of the stream's writer has one a batch");
    }
  }

  /**
   * Refuses early what could not be opened in this process.
   *
   * @throws IllegalArgumentException with the querier's public key alone
   */
  public static void requireOwnKey(SiteSettings site) {
    if (site.querierPublicKey().isPresent() && site.querierKey().isEmpty()) {
      throw new IllegalArgumentException(
          "cannot predict in this process: it has the querier's public key alone, expected"
              + " answers() in place of transform(), to be opened where the querier's key is"
              + " (parley open), or querierKey");
    }
  }

  /**
   * Refuses to save a model that nobody could use, before Spark deletes what it is to overwrite.
   *
   * @param path where it was to be; a pipeline that Spark began to save around it is removed
   * @throws KeyException where the model's keys are in this process alone
   */
  public static void requireUsable(SiteSettings site, String path, String uid, SparkSession spark) {
    // Spark Connect keeps every model of a session in files of its own, for that session.
    if (!MlPersistence.isOfOneSession() && !site.outliveProcess()) {
      UnfinishedSave.remove(path, uid, spark);
      throw new KeyException(
          "cannot save the sealed model: its keys end with this process, and nobody could use it,"
              + " expected querierKey, and keyStore or vault, set before fit (or revealWeights),"
              + " got none");
    }
  }
}
