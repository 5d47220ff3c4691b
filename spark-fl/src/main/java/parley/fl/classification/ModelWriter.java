package parley.fl.classification;

import java.io.IOException;
import java.util.List;
import org.apache.spark.ml.util.MLWriter;
import parley.fl.sealed.SealedQuestions;
import parley.mhe.party.secret.KeyException;
import parley.ml.persist.MlPersistence;

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
    SealedQuestions.requireUsable(model.settings(), path, model.uid(), sparkSession());
    model.learnt().required("save the model");
  }
}
