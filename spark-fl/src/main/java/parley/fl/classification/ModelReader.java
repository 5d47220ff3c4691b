package parley.fl.classification;

import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import parley.error.ParleyException;
import parley.fl.optim.LinearWeights;
import parley.ml.persist.MlPersistence;

/**
 * Loads what {@link ModelWriter} saved, and checks that it is whole; and Spark's own logistic
 * regressions of two classes, as which the version before saved known weights.
 */
final class ModelReader extends MLReader<FederatedLogisticRegressionModel> {

  @Override
  public FederatedLogisticRegressionModel load(String path) {
    DefaultParamsReader.Metadata metadata = MlPersistence.loadMetadata(path, sparkSession());
    if (metadata.className().equals(LogisticRegressionModel.class.getName())) {
      return of(LogisticRegressionModel.read().session(sparkSession()).load(path));
    }
    if (!metadata.className().equals(FederatedLogisticRegressionModel.class.getName())) {
      throw new ParleyException(
          "cannot load the model: expected a logistic regression, got " + metadata.className());
    }
    FederatedLogisticRegressionModel model =
        new FederatedLogisticRegressionModel(
            metadata.uid(),
            ModelRow.read(
                sparkSession()
                    .read()
                    .schema(ModelRow.SCHEMA)
                    .parquet(path + "/data")
                    .collectAsList()));
    MlPersistence.restoreParams(metadata, model);
    return model;
  }

  private static FederatedLogisticRegressionModel of(LogisticRegressionModel spark) {
    if (spark.coefficientMatrix().numRows() != 1) {
      throw new ParleyException(
          "cannot load the model: expected a logistic regression of two classes with one row of"
              + " weights, got "
              + spark.coefficientMatrix().numRows()
              + " rows");
    }
    LinearWeights weights = new LinearWeights(spark.coefficients().toArray(), spark.intercept());
    return new FederatedLogisticRegressionModel(spark.uid(), Learnt.known(weights, null))
        .setFeaturesCol(spark.getFeaturesCol())
        .setPredictionCol(spark.getPredictionCol())
        .setProbabilityCol(spark.getProbabilityCol())
        .setRawPredictionCol(spark.getRawPredictionCol())
        .setThreshold(spark.getThreshold());
  }
}
