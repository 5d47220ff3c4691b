package parley.fl.family.toy;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import parley.fl.data.ProviderDataset;
import parley.fl.optim.LinearWeights;
import parley.fl.param.TrainingParams;
import parley.fl.param.TrainingStage;
import parley.fl.protection.Engines;
import parley.fl.report.FitListener;
import parley.fl.settings.TrainingSettings;

/** The estimator of {@link ToyFamily}, with all Params of a training. */
final class ToyRegression extends Estimator<LinearRegressionModel>
    implements TrainingStage<ToyRegression> {
  private static final long serialVersionUID = 1L;

  private final String uid = Identifiable.randomUID("toy");
  private final TrainingParams trainingParams = new TrainingParams(this);

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ToyRegression self() {
    return this;
  }

  @Override
  public TrainingParams trainingParams() {
    return trainingParams;
  }

  @Override
  public LinearRegressionModel fit(Dataset<?> rows) {
    transformSchema(rows.schema());
    TrainingSettings settings = settings();
    try (ProviderDataset data =
        ProviderDataset.of(rows, trainingParams.inputColumns(this), settings.family().target())) {
      LinearWeights weights =
          Engines.trainer(settings.protection().kind())
              .train(rows.sparkSession(), data, settings)
              .weights()
              .orElseThrow();
      return new LinearRegressionModel(
              uid, Vectors.dense(weights.coefficients()), weights.intercept())
          .setParent(this);
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    settings();
    trainingParams.inputColumns(this).check(schema);
    return schema;
  }

  @Override
  public ToyRegression copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  private TrainingSettings settings() {
    return trainingParams.settings(this, new ToyFamily(8), null, FitListener.NONE);
  }
}
