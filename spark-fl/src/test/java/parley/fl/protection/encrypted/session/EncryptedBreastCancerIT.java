package parley.fl.protection.encrypted.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.fl.BreastCancer;
import parley.fl.OpenedWeights;
import parley.fl.classification.FederatedLogisticRegression;
import parley.fl.classification.FederatedLogisticRegressionModel;
import parley.fl.optim.LinearWeights;
import parley.fl.report.FitReport;
import parley.testing.LocalSpark;

/** The estimator under 128-bit encryption on real data, a few iterations. */
class EncryptedBreastCancerIT {
  private static final int PROVIDERS = 3;
  private static final int ITERATIONS = 4;

  private static SparkSession spark;
  private static Dataset<Row> frame;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
    frame = BreastCancer.frame(spark, PROVIDERS).cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static FederatedLogisticRegression estimator() {
    return new FederatedLogisticRegression()
        .setProviderCol("provider")
        .setMaxIter(ITERATIONS)
        .setWatchEvery(0);
  }

  @Test
  void crossValidator_twoByTwoFoldsSealed_findsTheBetterAndFreesTheRest() {
    FederatedLogisticRegression estimator = estimator();
    ParamMap[] grid =
        new ParamGridBuilder().addGrid(estimator.regParam(), new double[] {0.01, 100}).build();
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(estimator)
            .setEvaluator(new BinaryClassificationEvaluator().setMetricName("areaUnderPR"))
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setSeed(7);
    int before = OpenSessions.count();

    CrossValidatorModel model = validator.fit(frame);

    assertThat(model.avgMetrics()[0]).isGreaterThan(0.95);
    CrossValidatorModel plain =
        validator.setEstimator(estimator.copy(new ParamMap()).setProtection("plain")).fit(frame);
    assertThat(model.avgMetrics()).containsExactly(plain.avgMetrics(), within(1e-3));
    assertThat(model.bestModel()).isInstanceOf(FederatedLogisticRegressionModel.class);
    // The four models of the folds are gone; the best one still predicts.
    awaitOpen(before + 1);
    FederatedLogisticRegressionModel best = (FederatedLogisticRegressionModel) model.bestModel();
    assertThat(best.transform(frame.limit(10)).count()).isEqualTo(10);
    FitReport report = best.report();
    assertThat(report.sealed()).isTrue();
    best.close();
    assertThat(OpenSessions.count()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"diagonal", "row"})
  void fit_revealed_equalsPlain(String packing) {
    FederatedLogisticRegressionModel plain = estimator().setProtection("plain").fit(frame);
    FederatedLogisticRegressionModel revealed =
        estimator().setPacking(packing).setRevealWeights(true).fit(frame);
    StandardScalerModel scaler =
        new StandardScaler().setInputCol("features").setOutputCol("scaled").fit(frame);
    OpenedWeights.assertEqual(
        weights(revealed), weights(plain), scaler.mean().toArray(), scaler.std().toArray());
    assertThat(revealed.report().openings()).extracting(o -> o.what()).contains("the weights");
  }

  private static LinearWeights weights(FederatedLogisticRegressionModel model) {
    return new LinearWeights(model.coefficients().toArray(), model.intercept());
  }

  /** Collects garbage until no more than so many sessions are open. */
  private static void awaitOpen(int sessions) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (OpenSessions.count() > sessions && System.nanoTime() < end) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(OpenSessions.count()).isEqualTo(sessions);
  }
}
