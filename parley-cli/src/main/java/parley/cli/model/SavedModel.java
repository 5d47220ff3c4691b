package parley.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.sql.SparkSession;
import parley.cli.input.ModelColumns;
import parley.cli.terminal.Failures;
import parley.cli.terminal.InputException;
import parley.fl.classification.FederatedLogisticRegressionModel;

/**
 * A model that {@code train} wrote, and the columns it was made from.
 *
 * @param model a sealed model, or Spark's own where the weights are known
 * @param columns names of the features, the label and its positive value
 */
public record SavedModel(Model<?> model, ModelColumns columns) {

  /**
   * Loads a model.
   *
   * @throws InputException if the folder is missing, is not a model of this kind, or was altered
   */
  public static SavedModel load(String folder, SparkSession spark) {
    ModelColumns columns = ModelColumns.read(folder, spark.sparkContext().hadoopConfiguration());
    String kind = kind(folder, spark);
    try {
      if (kind.equals(FederatedLogisticRegressionModel.class.getName())) {
        FederatedLogisticRegressionModel model = FederatedLogisticRegressionModel.load(folder);
        columns.check(folder, digest(model));
        return new SavedModel(model, columns);
      }
      if (kind.equals(LogisticRegressionModel.class.getName())) {
        return new SavedModel(LogisticRegressionModel.load(folder), columns);
      }
    } catch (InputException e) {
      throw e;
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw new InputException(
          "cannot read model " + folder + ": it is damaged: " + Failures.message(e), e);
    }
    throw new InputException(
        "cannot read model %s: expected a logistic regression, got %s".formatted(folder, kind));
  }

  /** SHA-256 of the encrypted weights and their session; empty where the weights are known. */
  public static String digest(Model<?> model) {
    if (!(model instanceof FederatedLogisticRegressionModel federated)) {
      return "";
    }
    return federated.sealedModel().digest();
  }

  public boolean sealed() {
    return model instanceof FederatedLogisticRegressionModel;
  }

  private static String kind(String folder, SparkSession spark) {
    try {
      String metadata = spark.sparkContext().textFile(folder + "/metadata", 1).first();
      return new ObjectMapper().readTree(metadata).required("class").asText();
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw new InputException(
          "cannot read model " + folder + ": its metadata is missing or damaged", e);
    }
  }
}
