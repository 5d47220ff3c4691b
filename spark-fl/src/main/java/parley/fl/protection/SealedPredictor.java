package parley.fl.protection;

import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.fl.settings.SiteSettings;

/** Predicts with a sealed model so that only the querier reads the margins. Stateless. */
public interface SealedPredictor {

  /**
   * Encrypts the querier's rows, multiplies them with the sealed weights, and opens the margins
   * with the querier's key. Runs at once and in this process, the querier's.
   *
   * @param rows features on the input scale, a row each; without NaN or infinity
   * @return a margin for each row, and what was asked of the providers
   * @throws parley.error.ParleyException if the key does not fit, the providers' shares are gone,
   *     or a provider's row budget has too few rows left
   */
  PredictionResult predict(
      SparkSession spark, SealedModel model, double[][] rows, SiteSettings site);

  /**
   * As {@link #predict}, in a process that has the querier's public key alone: the margins stay
   * under that key.
   *
   * @throws parley.error.ParleyException as above, or if the public key is another than the model's
   */
  SealedPrediction answer(
      SparkSession spark, SealedModel model, double[][] rows, SiteSettings site);

  /**
   * As above, for rows that the querier sealed, so that this process does not see them either.
   *
   * @throws parley.error.ParleyException as above, or if the rows are sealed for another model
   */
  SealedPrediction answer(
      SparkSession spark, SealedModel model, SealedRows rows, SiteSettings site);

  /**
   * Encrypts the querier's rows where the querier is, under the collective key that the model has
   * with it; needs no provider.
   *
   * @param rows features on the input scale, a row each; without NaN or infinity
   * @throws parley.error.ParleyException if there are none, too many, or ones larger than the
   *     model's plan allows
   */
  SealedRows seal(SealedModel model, double[][] rows);

  /**
   * The public key of the querier that a sealed model was trained for, signed, for the model's
   * parameters and plan: what a process needs that asks for a querier that is apart. Needs no
   * provider and no Spark.
   *
   * @param querierKey path of the key's file
   * @param passphraseFrom where its passphrase is, such as {@code env:NAME}; null if it has none
   * @return what is in its file
   * @throws parley.error.ParleyException if the key is another than the model's
   */
  byte[] publicKey(SealedModel model, String querierKey, @Nullable String passphraseFrom);

  /**
   * Opens answers where the querier's key is; needs no provider and no Spark.
   *
   * @param querierKey path of the key's file
   * @param passphraseFrom where its passphrase is, such as {@code env:NAME}; null if it has none
   * @throws parley.error.ParleyException if the key is another, or a ciphertext is damaged
   */
  OpenedAnswers open(SealedAnswers answers, String querierKey, @Nullable String passphraseFrom);

  /**
   * Lets go of the providers that live in this process for the model, with their keys; idempotent.
   * Later predictions need the key stores.
   */
  void release(SealedModel model);
}
