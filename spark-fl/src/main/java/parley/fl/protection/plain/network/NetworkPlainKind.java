package parley.fl.protection.plain.network;

import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Family;
import parley.fl.family.network.NetworkFamily;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.plain.kind.PlainKind;
import parley.fl.settings.TrainingSettings;

/** Networks of dense layers. Stateless, so safe for use by several threads. */
public final class NetworkPlainKind implements PlainKind {
  /** For the service loader. */
  public NetworkPlainKind() {}

  @Override
  public String name() {
    return "network";
  }

  @Override
  public boolean trains(Family family) {
    return family instanceof NetworkFamily;
  }

  @Override
  public TrainingResult train(SparkSession spark, ProviderDataset data, TrainingSettings settings) {
    if (settings.family() instanceof NetworkFamily family) {
      return new NetworkPlainTraining(spark, data, settings, family).train();
    }
    throw new IllegalArgumentException(
        "cannot train " + settings.family().name() + " as a network: expected one, got another");
  }
}
