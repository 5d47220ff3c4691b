package parley.fl.classification;

import java.io.IOException;
import java.util.List;
import org.apache.spark.ml.util.MLWriter;
import parley.mhe.party.secret.KeyException;
import parley.ml.persist.MlPersistence;
import parley.ml.persist.UnfinishedSave;

/**
 * Saves a model of either kind: {@code metadata/} as Spark's stages do, one row of Parquet in
 * {@code data/}.
 */
final class ModelWriter extends MLWriter {
  private final FederatedLogisticRegressionModel model;

  ModelWriter(FederatedLogisticRegressionModel model) {
    this.model = model;
  }

  /**
   * Asks whether the model can be saved before Spark deletes what it is to overwrite.
   *
   * @throws KeyException where the model's keys are in this process alone: nobody could use what
   *     was saved; a pipeline that Spark began to save around it is removed
   */
  @Override
  public void save(String path) throws IOException {
    requireUsable(path);
    super.save(path);
  }

  @Override
  public void saveImpl(String path) {
    requireUsable(path);
    MlPersistence.saveMetadata(model, path, sparkSession());
    sparkSession()
        .createDataFrame(List.of(ModelRow.of(model.learnt())), ModelRow.SCHEMA)
        .coalesce(1)
        .write()
        .parquet(path + "/data");
  }

  private void requireUsable(String path) {
    if (model.learnt().isKnown()) {
      return;
    }
    // Spark Connect keeps every model of a session in files of its own, for that session.
    if (!MlPersistence.isOfOneSession() && !model.outlivesProcess()) {
      UnfinishedSave.remove(path, model.uid(), sparkSession());
      throw new KeyException(
          "cannot save the sealed model: its keys end with this process, and nobody could use it,"
              + " expected querierKey, and keyStore or vault, set before fit (or revealWeights),"
              + " got none");
    }
    model.learnt().required("save the model");
  }
}
