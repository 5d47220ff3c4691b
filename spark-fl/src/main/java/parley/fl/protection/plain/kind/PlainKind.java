package parley.fl.protection.plain.kind;

import org.apache.spark.sql.SparkSession;
import parley.fl.data.ProviderDataset;
import parley.fl.family.Family;
import parley.fl.protection.TrainingResult;
import parley.fl.settings.TrainingSettings;

/**
 * Trains families of one kind in clear, by the steps that they take under encryption; found by
 * {@link java.util.ServiceLoader}. Implementations are stateless.
 */
public interface PlainKind {
  /** What such families have, in the words of an error: {@code one margin}. */
  String name();

  /** Whether it trains a family. */
  boolean trains(Family family);

  /**
   * Trains one that it {@linkplain #trains can}.
   *
   * @param data checked rows on the input scale, one provider a partition; stays the caller's
   * @throws parley.error.ParleyException if the training fails
   */
  TrainingResult train(SparkSession spark, ProviderDataset data, TrainingSettings settings);
}
