package parley.fl.protection.plain;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;
import parley.fl.protection.Roster;
import parley.fl.protection.Trainer;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.plain.kind.PlainKinds;
import parley.fl.settings.TrainingSettings;

/** The training in clear over Spark, by whoever trains the family's kind. */
final class PlainSparkTrainer implements Trainer {
  @Override
  public void check(TrainingSettings settings) {
    PlainKinds.of(settings.family());
  }

  /** Never: a training in clear is repeated. */
  @Override
  public boolean canResume(String checkpoint, Configuration files) {
    return false;
  }

  @Override
  public void forget(String checkpoint, Configuration files) {
    // Trainings in clear save nothing.
  }

  @Override
  public TrainingResult train(SparkSession spark, ProviderDataset data, TrainingSettings settings) {
    Roster.check(data.providers(), settings.protection().allowTwoProviders());
    try {
      return PlainKinds.of(settings.family()).train(spark, data, settings);
    } finally {
      spark.sparkContext().setJobDescription(null);
    }
  }
}
