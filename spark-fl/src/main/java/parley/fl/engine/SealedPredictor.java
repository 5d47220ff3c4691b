package parley.fl.engine;

import org.apache.spark.sql.SparkSession;

/** Predicts with a sealed model so that only the querier reads the margins. Stateless. */
public interface SealedPredictor {

  /**
   * Encrypts the querier's rows, multiplies them with the sealed weights, and opens the margins
   * with the querier's key. Runs at once and in this process, the querier's.
   *
   * @param rows features on the input scale, a row each; without NaN or infinity
   * @return a margin for each row, and what was asked of the providers
   * @throws parley.mhe.ParleyException if the key does not fit, the providers' shares are gone, or
   *     a provider's row budget has too few rows left
   */
  PredictionResult predict(
      SparkSession spark, SealedModel model, double[][] rows, PredictionSettings settings);

  /**
   * Lets go of the providers that live in this process for the model, with their keys; idempotent.
   * Later predictions need the key stores.
   */
  void release(SealedModel model);
}
