package parley.fl.classification;

import java.security.MessageDigest;
import java.util.List;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.optim.Standardization;
import parley.fl.protection.SealedModel;
import parley.fl.report.FitReport;
import parley.ml.persist.MlPersistence;

/** Loads what {@link SealedModelWriter} saved, and checks that it is whole. */
final class SealedModelReader extends MLReader<FederatedLogisticRegressionModel> {

  @Override
  public FederatedLogisticRegressionModel load(String path) {
    DefaultParamsReader.Metadata metadata =
        MlPersistence.loadMetadata(path, sparkSession(), FederatedLogisticRegressionModel.class);
    List<Row> rows =
        sparkSession()
            .read()
            .schema(SealedModelWriter.SCHEMA)
            .parquet(path + "/data")
            .collectAsList();
    if (rows.size() != 1 || rows.get(0).anyNull()) {
      throw new ParleyException(
          "cannot load the model: its data is incomplete, expected one full row, got "
              + rows.size()
              + " rows");
    }
    Row row = rows.get(0);
    String json = row.getAs("report");
    @Nullable FitReport report = json.isEmpty() ? null : FitReport.fromJson(json);
    FederatedLogisticRegressionModel model =
        new FederatedLogisticRegressionModel(metadata.uid(), sealed(row), null, report);
    MlPersistence.restoreParams(metadata, model);
    return model;
  }

  private static SealedModel sealed(Row row) {
    int features = row.getAs("features");
    double[] mean = doubles(row, "mean");
    double[] scale = doubles(row, "scale");
    if (features < 0 || mean.length != features || scale.length != features) {
      throw new ParleyException(
          "cannot load the model: it contradicts itself, expected "
              + features
              + " means and scales, got "
              + mean.length
              + " and "
              + scale.length);
    }
    double clip = row.getAs("clip");
    SealedModel model =
        new SealedModel(
            features,
            row.getAs("intercept"),
            Standardization.of(mean, scale, clip),
            row.getList(row.fieldIndex("ciphertexts")),
            row.getAs("session"),
            row.getJavaMap(row.fieldIndex("attributes")));
    if (!MessageDigest.isEqual(SealedModelWriter.digest(model), row.getAs("sha256"))) {
      throw new ParleyException(
          "cannot load the model: it was altered, expected its checksum, got another");
    }
    return model;
  }

  private static double[] doubles(Row row, String column) {
    List<Double> values = row.getList(row.fieldIndex(column));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
