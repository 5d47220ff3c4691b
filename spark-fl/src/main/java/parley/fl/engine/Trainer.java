package parley.fl.engine;

import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;

/** Trains a logistic regression on the rows of all providers. Implementations are stateless. */
public interface Trainer {

  /**
   * Trains; returns when the model is there.
   *
   * @param data checked rows on the input scale, one provider a partition; stays the caller's
   * @throws parley.mhe.ParleyException if the training fails; the message says what and at whom
   */
  TrainingResult train(SparkSession spark, ProviderDataset data, TrainingSettings settings);
}
