package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.fl.ReferenceData;
import parley.fl.SparkForTests;
import parley.fl.activation.FixedActivation;
import parley.fl.evaluation.BinaryMetrics;
import parley.fl.plan.Packing;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;
import parley.fl.settings.LinearSettings;
import parley.testing.LocalSpark;

class FederatedLogisticRegressionIT {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void fit_plainOnWdbc_predictsAsCentralisedAndReports() {
    ReferenceData data = ReferenceData.wdbc();
    List<FitRound> rounds = new ArrayList<>();
    FederatedLogisticRegression estimator =
        plain()
            .setMaxIter(40)
            .setListener(
                new FitListener() {
                  @Override
                  public void roundDone(FitRound round, int iterations) {
                    rounds.add(round);
                  }
                });
    FederatedLogisticRegressionModel model =
        estimator.fit(SparkForTests.frame(spark, data, 0, false, 10));
    BinaryMetrics metrics =
        BinaryMetrics.of(
            model.transform(SparkForTests.frame(spark, data, 0, true, 10)),
            "label",
            "rawPrediction",
            "prediction");
    // scikit-learn 1.9.1, LogisticRegression(C=1): .9649, .9963
    assertThat(metrics.rows()).isEqualTo(114);
    assertThat(metrics.accuracy()).isGreaterThanOrEqualTo(109.0 / 114);
    assertThat(metrics.auc()).isGreaterThanOrEqualTo(0.9913);
    FitReport report = model.report();
    assertThat(report.providers()).hasSize(10).isSorted();
    assertThat(report.iterations()).isEqualTo(40);
    assertThat(report.rounds()).hasSize(3 + 40 + 10).isEqualTo(rounds);
    assertThat(report.simulated()).isTrue();
    assertThat(report.seconds()).containsOnlyKeys("prepare", "train");
    assertThat(report.opened(FitReport.Audience.ALL)).isEqualTo(2 * 32 + 4 + 40 * 62 + 10 * 2);
    assertThat(report.watch()).hasSize(10);
    assertThat(report.fit().range()).isGreaterThan(12);
    assertThat(report.fit().activationError()).isGreaterThan(0.02);
    assertThat(report.warnings()).anyMatch(w -> w.startsWith("margins reach"));
    assertThat(model.parent()).isSameAs(estimator);
  }

  @Test
  void fit_partitionsAsProviders_givesTheSameWeights() {
    Dataset<Row> frame = toy(60);
    FederatedLogisticRegressionModel named = fit(plain(), frame.repartition(1));
    Dataset<Row> partitioned =
        frame.repartitionByRange(3, functions.col("provider")).drop("provider");
    FederatedLogisticRegressionModel numbered = fit(plain().setProviderCol(""), partitioned);
    assertThat(numbered.coefficients().toArray())
        .containsExactly(named.coefficients().toArray(), within(1e-10));
  }

  @Test
  void fit_withWeights_countsRowsThatOften() {
    Dataset<Row> once = toy(30);
    Dataset<Row> weighted = once.withColumn("weight", functions.lit(2.0));
    FederatedLogisticRegressionModel twice = fit(plain(), once.union(once));
    FederatedLogisticRegressionModel model = fit(plain().setWeightCol("weight"), weighted);
    assertThat(model.coefficients().toArray())
        .containsExactly(twice.coefficients().toArray(), within(1e-9));
    assertThat(model.intercept()).isCloseTo(twice.intercept(), within(1e-9));
  }

  @Test
  void fit_byRanges_opensNothingButGradients() {
    FederatedLogisticRegression estimator =
        plain()
            .setStandardization("ranges")
            .setFeatureRanges(new double[][] {{-10, 10}, {-10, 10}})
            .setRowBound(100);
    FederatedLogisticRegressionModel model = fit(estimator, toy(60));
    FitReport report = model.report();
    assertThat(report.rounds()).hasSize(8).allMatch(r -> r.name().equals("train/map"));
    assertThat(report.openings()).hasSize(1);
    assertThat(model.coefficients().apply(0)).isPositive();
    assertThatThrownBy(
            () -> fit(estimator.setFeatureRanges(new double[][] {{-10, 10}, {-0.1, 0.1}}), toy(60)))
        .hasMessageContaining("features[1] is outside the agreed range");
    assertThatThrownBy(
            () ->
                fit(
                    estimator
                        .setFeatureRanges(new double[][] {{-10, 10}, {-10, 10}})
                        .setRowBound(59),
                    toy(60)))
        .hasMessageContaining("more rows than agreed");
  }

  @Test
  void fit_everyAlgorithmAndApproximation_learnsTheSigns() {
    for (String algorithm : List.of("gradientDescent", "fixedHessian", "nesterov")) {
      FederatedLogisticRegressionModel model =
          fit(plain().setAlgorithm(algorithm).setApproximation("chebyshev"), toy(90));
      assertThat(model.coefficients().apply(0)).as(algorithm).isPositive();
      assertThat(model.coefficients().apply(1)).as(algorithm).isNegative();
    }
  }

  @Test
  void fit_providerWithASingleClass_isAllowed() {
    Dataset<Row> frame =
        toy(60)
            .withColumn(
                "provider",
                functions
                    .when(functions.col("label").equalTo(1), "p9")
                    .otherwise(functions.col("provider")));
    assertThat(fit(plain(), frame).coefficients().apply(0)).isPositive();
  }

  @Test
  void fit_constantFeature_keepsWeightZeroAndWarns() {
    List<Row> rows = new ArrayList<>();
    for (Row row : toy(60).collectAsList()) {
      Vector x = row.getAs("features");
      rows.add(RowFactory.create(row.get(0), Vectors.dense(x.apply(0), 7, x.apply(1)), row.get(2)));
    }
    FederatedLogisticRegressionModel model =
        fit(plain(), spark.createDataFrame(rows, SparkForTests.SCHEMA));
    assertThat(model.coefficients().apply(1)).isZero();
    assertThat(model.report().warnings()).anyMatch(w -> w.contains("features[1]"));
  }

  @Test
  void fit_inAPipeline_isSavedAndLoaded(@TempDir Path folder) throws Exception {
    StructType schema =
        new StructType()
            .add("provider", DataTypes.StringType)
            .add("a", DataTypes.DoubleType)
            .add("b", DataTypes.DoubleType)
            .add("kind", DataTypes.StringType);
    List<Row> rows = new ArrayList<>();
    for (Row row : toy(60).collectAsList()) {
      Vector x = row.getAs("features");
      rows.add(
          RowFactory.create(
              row.get(0), x.apply(0), x.apply(1), row.getDouble(2) == 1 ? "ill" : "well"));
    }
    Dataset<Row> frame = spark.createDataFrame(rows, schema);
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer()
                      .setInputCol("kind")
                      .setOutputCol("label")
                      .setStringOrderType("alphabetDesc"),
                  new VectorAssembler()
                      .setInputCols(new String[] {"a", "b"})
                      .setOutputCol("features"),
                  plain()
                });
    pipeline.write().save(folder.resolve("pipeline").toString());
    PipelineModel model = Pipeline.load(folder.resolve("pipeline").toString()).fit(frame);
    model.write().save(folder.resolve("model").toString());
    PipelineModel loaded = PipelineModel.load(folder.resolve("model").toString());
    assertThat(loaded.transform(frame).select("prediction").collectAsList())
        .isEqualTo(model.transform(frame).select("prediction").collectAsList());
  }

  @Test
  void saveAndLoad_withSetParams_keepsThem(@TempDir Path folder) throws Exception {
    FederatedLogisticRegression saved =
        plain()
            .setRegParam(0.25)
            .setInterval(new double[] {-8, 8})
            .setDegree(5)
            .setFeatureClip(Double.POSITIVE_INFINITY)
            .setPacking("row")
            .setLogRingDimension(15)
            .setFeatureRanges(new double[][] {{0, 1}});
    saved.write().save(folder.resolve("estimator").toString());
    FederatedLogisticRegression loaded =
        FederatedLogisticRegression.load(folder.resolve("estimator").toString());
    assertThat(loaded.uid()).isEqualTo(saved.uid());
    assertThat(loaded.settings().descent().regParam()).hasValue(0.25);
    assertThat(loaded.settings().standardization().featureClip()).isInfinite();
    assertThat(loaded.settings().protection().packing()).hasValue(Packing.ROW);
    assertThat(loaded.settings().protection().logRingDimension()).hasValue(15);
    assertThat(loaded.inputColumns()).isEqualTo(saved.inputColumns());
    assertThat(activation(loaded)).isEqualTo(activation(saved));
    assertThat(loaded.settings().standardization().featureRanges())
        .isDeepEqualTo(new double[][] {{0, 1}});
  }

  private static FixedActivation activation(FederatedLogisticRegression estimator) {
    return LinearSettings.of(estimator.settings()).family().activation();
  }

  @Test
  void crossValidator_overRegParam_findsABestModel() {
    FederatedLogisticRegression estimator = plain();
    ParamMap[] grid =
        new ParamGridBuilder().addGrid(estimator.regParam(), new double[] {0.001, 100}).build();
    CrossValidatorModel model =
        new CrossValidator()
            .setEstimator(estimator)
            .setEvaluator(new BinaryClassificationEvaluator())
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setSeed(7)
            .fit(toy(120));
    assertThat(model.avgMetrics()).hasSize(2);
    assertThat(model.bestModel()).isInstanceOf(FederatedLogisticRegressionModel.class);
  }

  @Test
  void copy_withExtra_setsItAndKeepsTheRest() {
    FederatedLogisticRegression estimator = plain().setMaxIter(3);
    FederatedLogisticRegression copy = estimator.copy(new ParamMap().put(estimator.degree().w(13)));
    assertThat(activation(copy).degree()).isEqualTo(13);
    assertThat(copy.settings().descent().maxIter()).isEqualTo(3);
    assertThat(activation(estimator).degree()).isEqualTo(9);
  }

  @Test
  void services_listEstimatorAndModel_forSparkConnect() {
    assertThat(ServiceLoader.load(Estimator.class))
        .anyMatch(FederatedLogisticRegression.class::isInstance);
    assertThat(ServiceLoader.load(Transformer.class))
        .anyMatch(FederatedLogisticRegressionModel.class::isInstance);
  }

  private static FederatedLogisticRegression plain() {
    return new FederatedLogisticRegression()
        .setProtection("plain")
        .setProviderCol("provider")
        .setMaxIter(8);
  }

  private static FederatedLogisticRegressionModel fit(
      FederatedLogisticRegression estimator, Dataset<Row> frame) {
    return estimator.fit(frame);
  }

  /** Two features, the first for and the second against label 1; three providers. */
  private static Dataset<Row> toy(int count) {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double label = a - b + random.nextGaussian() > 0 ? 1 : 0;
      rows.add(RowFactory.create("p" + i % 3, Vectors.dense(a, b), label));
    }
    return spark.createDataFrame(rows, SparkForTests.SCHEMA);
  }
}
