package parley.fl.classification;

import java.util.List;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.fl.optim.Standardization;
import parley.fl.protection.SealedModel;
import parley.fl.report.FitReport;
import parley.mhe.party.secret.KeyException;
import parley.mhe.protocol.WireWriter;
import parley.ml.persist.MlPersistence;
import parley.ml.persist.UnfinishedSave;

/**
 * Saves a sealed model: {@code metadata/} as Spark's stages do, one row of Parquet in {@code
 * data/}.
 */
final class SealedModelWriter extends MLWriter {
  static final StructType SCHEMA =
      new StructType()
          .add("features", DataTypes.IntegerType)
          .add("intercept", DataTypes.BooleanType)
          .add("mean", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("scale", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("clip", DataTypes.DoubleType)
          .add("ciphertexts", DataTypes.createArrayType(DataTypes.BinaryType))
          .add("session", DataTypes.BinaryType)
          .add("attributes", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
          .add("report", DataTypes.StringType)
          .add("sha256", DataTypes.BinaryType);

  private final FederatedLogisticRegressionModel model;

  SealedModelWriter(FederatedLogisticRegressionModel model) {
    this.model = model;
  }

  /**
   * @throws KeyException where the model's keys are in this process alone: nobody could use what
   *     was saved; a pipeline that Spark began to save around it is removed
   */
  @Override
  public void saveImpl(String path) {
    // Spark Connect keeps every model of a session in files of its own, for that session.
    if (!MlPersistence.isOfOneSession() && !model.outlivesProcess()) {
      UnfinishedSave.remove(path, model.uid(), sparkSession());
      throw new KeyException(
          "cannot save the sealed model: its keys end with this process, and nobody could use it,"
              + " expected querierKey, and keyStore or vault, set before fit (or revealWeights),"
              + " got none");
    }
    SealedModel sealed = model.sealedModel();
    Standardization scaling = sealed.standardization();
    Row row =
        RowFactory.create(
            sealed.features(),
            sealed.intercept(),
            scaling.mean(),
            scaling.scale(),
            scaling.clip(),
            sealed.ciphertexts().toArray(new byte[0][]),
            sealed.session(),
            sealed.attributes(),
            model.report().map(FitReport::toJson).orElse(""),
            digest(sealed));
    MlPersistence.saveMetadata(model, path, sparkSession());
    sparkSession()
        .createDataFrame(List.of(row), SCHEMA)
        .coalesce(1)
        .write()
        .parquet(path + "/data");
  }

  /** SHA-256 of the model, so that damage is found before it gives wrong margins. */
  static byte[] digest(SealedModel sealed) {
    Standardization scaling = sealed.standardization();
    WireWriter out = new WireWriter().add(sealed.features()).add(sealed.intercept() ? 1 : 0);
    for (double mean : scaling.mean()) {
      out.add(mean);
    }
    for (double scale : scaling.scale()) {
      out.add(scale);
    }
    out.add(scaling.clip()).add(sealed.ciphertexts().size());
    sealed.ciphertexts().forEach(out::add);
    out.add(sealed.session());
    sealed.attributes().forEach((name, value) -> out.add(name).add(value));
    return out.sha256();
  }
}
