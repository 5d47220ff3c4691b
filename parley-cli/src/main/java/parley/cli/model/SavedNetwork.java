package parley.cli.model;

import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import parley.cli.input.ModelColumns;
import parley.cli.terminal.Failures;
import parley.cli.terminal.InputException;
import parley.fl.classification.FederatedMultilayerPerceptronModel;

/**
 * A network that {@code train mlp} wrote, and the columns it was made from.
 *
 * @param model with known weights
 * @param columns names of the features and the label, and the classes
 */
public record SavedNetwork(FederatedMultilayerPerceptronModel model, ModelColumns columns) {
  /** As files and {@code inspect} have it. */
  public static final String KIND = "network";

  /**
   * Loads a model, if it is a network.
   *
   * @return empty where the folder has a model of another kind
   * @throws InputException if the folder is missing or damaged
   */
  public static Optional<SavedNetwork> find(String folder, SparkSession spark) {
    ModelColumns columns = ModelColumns.read(folder, spark.sparkContext().hadoopConfiguration());
    if (!columns.kind().equals(KIND)) {
      return Optional.empty();
    }
    try {
      FederatedMultilayerPerceptronModel model =
          FederatedMultilayerPerceptronModel.read().session(spark).load(folder);
      return Optional.of(new SavedNetwork(model, columns));
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw new InputException(
          "cannot read model " + folder + ": it is damaged: " + Failures.message(e), e);
    }
  }
}
