package parley.fl.protection.plain.linear;

import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Family;
import parley.fl.family.LinearFamily;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.plain.kind.PlainKind;
import parley.fl.settings.LinearSettings;
import parley.fl.settings.TrainingSettings;

/** Families with one margin. Stateless, so safe for use by several threads. */
public final class LinearPlainKind implements PlainKind {
  /** For the service loader. */
  public LinearPlainKind() {}

  @Override
  public String name() {
    return "one margin";
  }

  @Override
  public boolean trains(Family family) {
    return family instanceof LinearFamily;
  }

  @Override
  public TrainingResult train(SparkSession spark, ProviderDataset data, TrainingSettings settings) {
    return new LinearPlainTraining(spark, data, LinearSettings.of(settings)).train();
  }
}
