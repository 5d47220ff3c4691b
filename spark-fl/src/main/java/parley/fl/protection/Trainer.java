package parley.fl.protection;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;
import parley.fl.settings.TrainingSettings;

/** Trains a family on the rows of all providers. Implementations are stateless. */
public interface Trainer {
  /**
   * Refuses a family that it cannot train, before any row is read.
   *
   * @throws IllegalArgumentException for a family that lacks what this protection needs
   * @throws parley.error.ParleyException if what trains such families is not on the class path
   */
  void check(TrainingSettings settings);

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
