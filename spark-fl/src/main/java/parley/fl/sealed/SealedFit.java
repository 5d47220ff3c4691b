package parley.fl.sealed;

import org.apache.spark.sql.Dataset;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderDataset;
import parley.fl.protection.Engines;
import parley.fl.protection.TrainingResult;
import parley.fl.settings.TrainingSettings;

/** Trains a stage by descent, encrypted or the same steps in clear. Stateless. */
public final class SealedFit {
  private SealedFit() {}

  /**
   * A training on all providers' rows.
   *
   * @throws parley.error.ParleyException if the rows cannot be used or the training fails
   */
  public static TrainingResult of(
      Dataset<?> rows, InputColumns columns, TrainingSettings settings) {
    try (ProviderDataset data = ProviderDataset.of(rows, columns, settings.family().target())) {
      return Engines.trainer(settings.protection().kind())
          .train(rows.sparkSession(), data, settings);
    }
  }
}
