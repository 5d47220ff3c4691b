package parley.fl.regression;

import java.util.List;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Row;
import parley.error.ParleyException;
import parley.json.JsonRecords;
import parley.ml.persist.MlPersistence;

/** Loads what {@link LinearModelWriter} saved, and checks that it is whole. */
final class LinearModelReader extends MLReader<FederatedLinearRegressionModel> {
  @Override
  public FederatedLinearRegressionModel load(String path) {
    DefaultParamsReader.Metadata metadata = MlPersistence.loadMetadata(path, sparkSession());
    if (!metadata.className().equals(FederatedLinearRegressionModel.class.getName())) {
      throw new ParleyException(
          "cannot load the model: expected a linear regression, got " + metadata.className());
    }
    List<Row> rows =
        sparkSession()
            .read()
            .schema(LinearModelWriter.SCHEMA)
            .parquet(path + "/data")
            .collectAsList();
    if (rows.size() != 1 || rows.get(0).isNullAt(0)) {
      throw new ParleyException(
          "cannot load the model: expected one row of data, got " + rows.size());
    }
    FederatedLinearRegressionModel model =
        new FederatedLinearRegressionModel(
            metadata.uid(),
            JsonRecords.read(
                rows.get(0).getString(0),
                FederatedLinearRegressionModel.Fitted.class,
                "the model"));
    MlPersistence.restoreParams(metadata, model);
    return model;
  }
}
