package parley.cli.model;

import org.apache.spark.sql.SparkSession;
import parley.cli.input.ModelColumns;
import parley.cli.terminal.Failures;
import parley.cli.terminal.InputException;
import parley.fl.sealed.HasSealedWeights;

/**
 * A model that {@code train} wrote, and the columns it was made from. The only place that opens a
 * saved model.
 *
 * @param kind of model
 * @param model sealed, or with known weights, which the version before saved as Spark's own model
 * @param columns names of the features, the label and its positive value
 */
public record SavedModel(ModelKind kind, HasSealedWeights<?> model, ModelColumns columns) {

  /**
   * Loads a model.
   *
   * @throws InputException if the folder is missing, is not a model of the kind that it says, or
   *     was altered
   */
  public static SavedModel load(String folder, SparkSession spark) {
    ModelColumns columns = ModelColumns.read(folder, spark.sparkContext().hadoopConfiguration());
    ModelKind kind = ModelKind.of(columns.kind(), folder);
    HasSealedWeights<?> model;
    try {
      model = kind.reader().session(spark).load(folder);
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      throw new InputException(
          "cannot read model " + folder + ": it is damaged: " + Failures.message(e), e);
    }
    columns.check(folder, digest(model));
    return new SavedModel(kind, model, columns);
  }

  /** SHA-256 of the encrypted weights and their session; empty where the weights are known. */
  public static String digest(HasSealedWeights<?> model) {
    return model.isSealed() ? model.sealedModel().digest() : "";
  }

  /**
   * The model, if it is sealed and answers a querier that is apart.
   *
   * @param verb what is to be done with it
   * @param instead what to do with a model of known weights
   * @throws InputException if its weights are known, or it is a regression, whose margins {@code
   *     open} would take for those of probabilities
   */
  public HasSealedWeights<?> sealedFor(String verb, String folder, String instead) {
    if (!model.isSealed()) {
      throw new InputException(
          "cannot %s: the weights of model %s are known to whoever has it, expected a sealed model, %s"
              .formatted(verb, folder, instead));
    }
    if (kind != ModelKind.LOGISTIC && kind != ModelKind.NETWORK) {
      throw new InputException(
          "cannot %s: model %s is a %s, which answers the querier that runs predict alone, expected"
                  .formatted(verb, folder, kind.words())
              + " a logistic regression or a network, or predict with --querier-key");
    }
    return model;
  }
}
