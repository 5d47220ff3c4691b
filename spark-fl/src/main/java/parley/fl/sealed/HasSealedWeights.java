package parley.fl.sealed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import parley.fl.param.HasKeys;
import parley.fl.param.HasPrediction;
import parley.fl.param.HasRounds;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.SealedModel;
import parley.fl.protection.SealedPrediction;
import parley.fl.protection.SealedRows;
import parley.fl.report.FitReport;

/**
 * A model whose weights may be encrypted for everyone. It then predicts eagerly: the querier's rows
 * are collected in this process and encrypted, and the providers switch what the model answers to
 * the querier's key.
 *
 * @param <S> the model, so that setters can be chained
 */
public interface HasSealedWeights<S extends HasSealedWeights<S>>
    extends HasPrediction<S>, HasKeys<S>, HasRounds<S>, AutoCloseable {

  /** The weights, if they are sealed, and the last prediction. */
  SealedState sealedState();

  /** The rows with predictions behind: row by row of known weights, else at once. */
  Dataset<Row> transform(Dataset<?> dataset);

  /** Saves the model, unless nobody could use it. */
  MLWriter write();

  /** The report of the training; empty where there is none, as of a fit from sums. */
  Optional<FitReport> trainingReport();

  /** What those have to know who open {@link #answers}, beside the margins. */
  default Map<String, String> answerFacts() {
    return Map.of();
  }

  /** Whether the weights are encrypted for everyone, so that the providers have to be asked. */
  default boolean isSealed() {
    return sealedState().model() != null;
  }

  /**
   * The encrypted weights and what belongs to them.
   *
   * @throws IllegalStateException if the weights are known
   */
  default SealedModel sealedModel() {
    SealedModel model = sealedState().model();
    if (model == null) {
      throw new IllegalStateException(
          "cannot use the encrypted weights: the model's weights are known, expected a sealed one;"
              + " ask where the rows are, with transform");
    }
    return model;
  }

  /** What a refusal says that needs known weights. */
  default IllegalStateException refusal(String verb) {
    return new IllegalStateException(
        "cannot "
            + verb
            + ": the model is sealed, its weights are encrypted for everyone, expected one that was"
            + " fitted with release rounds (or revealWeights, or protection plain), got the sealed"
            + " model "
            + sealedModel().digest());
  }

  /**
   * What the last prediction of this object asked of the providers: rounds, openings, and their
   * policies at its end. Empty before there was one, and of known weights, which ask nothing.
   */
  default Optional<FitReport> predictionReport() {
    return Optional.ofNullable(sealedState().lastPrediction());
  }

  /**
   * The margins of rows where the querier is apart: they stay under the public key of {@code
   * querierPublicKey}. Eager; a margin a row, in the order of collecting.
   *
   * @throws IllegalArgumentException if the features are missing
   * @throws parley.error.ParleyException if rows cannot be used, there are none, or keys or shares
   *     are missing
   */
  default SealedAnswers answers(Dataset<?> dataset) {
    return kept(questions().answer(dataset, features()));
  }

  /** The same for rows that the querier sealed with {@link #seal}. */
  default SealedAnswers answers(SparkSession spark, SealedRows rows) {
    return kept(questions().answer(spark, rows));
  }

  /** Encrypts rows where the querier is, for {@link #answers(SparkSession, SealedRows)}. */
  default SealedRows seal(Dataset<?> dataset) {
    return questions().seal(dataset, features());
  }

  /**
   * The rows with predictions behind, for the querier who runs this process.
   *
   * @param values of the added columns, from what the model answers for a row
   */
  default Dataset<Row> asked(
      Dataset<?> dataset, StructType schema, Function<double[], List<Object>> values) {
    SealedQuestions.Answered found = questions().ask(dataset, features());
    sealedState().predicted(found.report());
    return dataset
        .sparkSession()
        .createDataFrame(found.rows().with(found.answers(), values), schema);
  }

  /**
   * Lets go of the providers that live in this process for the model and its copies, with their
   * keys; idempotent. Predicting again needs a key store. A model that no one refers to any more is
   * let go of without this, when the garbage collector finds it.
   */
  @Override
  default void close() {
    if (isSealed()) {
      questions().release();
    }
  }

  /** Who asks no provider is told of no keys: their paths stay out of what is saved. */
  default void forgetPlaces() {
    if (!isSealed()) {
      keyParams().clear(this);
      roundParams().clear(this);
    }
  }

  private SealedQuestions questions() {
    return new SealedQuestions(this, keyParams(), roundParams(), sealedModel());
  }

  private String features() {
    return getOrDefault(featuresCol());
  }

  private SealedAnswers kept(SealedPrediction prediction) {
    sealedState().predicted(prediction.report());
    SealedAnswers answers = prediction.answers();
    return answers.with(answers.rows(), answerFacts());
  }
}
