package parley.fl.protection;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;
import parley.fl.settings.TrainingSettings;

/** Trains a logistic regression on the rows of all providers. Implementations are stateless. */
public interface Trainer {

  /**
   * Trains; returns when the model is there.
   *
   * @param data checked rows on the input scale, one provider a partition; stays the caller's
   * @throws parley.error.ParleyException if the training fails; the message says what and at whom
   */
  TrainingResult train(SparkSession spark, ProviderDataset data, TrainingSettings settings);

  /**
   * Whether a folder holds a training that {@link #train} would go on with.
   *
   * @param checkpoint folder on any file system of Hadoop's
   * @throws parley.error.ParleyException if it cannot be read
   */
  boolean canResume(String checkpoint, Configuration files);

  /**
   * Takes away what {@link #train} would go on with, if it is there.
   *
   * @param checkpoint folder on any file system of Hadoop's
   * @throws parley.error.ParleyException if it cannot be deleted
   */
  void forget(String checkpoint, Configuration files);
}
