package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.report.FitReport.Audience;
import parley.testing.LocalSpark;

/** Several classes, beside Spark's own estimator on all rows. */
class MultinomialStageIT {
  private static SparkSession spark;
  private static Dataset<Row> raw;
  private static Dataset<Row> rows;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
    StructType schema =
        new StructType()
            .add("a", DataTypes.DoubleType)
            .add("b", DataTypes.DoubleType)
            .add("label", DataTypes.IntegerType)
            .add("w", DataTypes.DoubleType)
            .add("site", DataTypes.StringType);
    Random random = new Random(2);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double a = 3 * random.nextGaussian() + 20;
      double b = random.nextGaussian();
      int label = (int) Math.max(0, Math.min(2, Math.round(a / 3 - 6 + random.nextGaussian())));
      all.add(RowFactory.create(a, b, label, 1.0 + i % 3, "s" + i % 4));
    }
    raw = spark.createDataFrame(all, schema).coalesce(1).cache();
    rows = assembler().transform(raw);
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  private static VectorAssembler assembler() {
    return new VectorAssembler().setInputCols(new String[] {"a", "b"}).setOutputCol("features");
  }

  private static FederatedLogisticRegression estimator() {
    return new FederatedLogisticRegression()
        .setFamily("multinomial")
        .setProviderCol("site")
        .setProtection("plain");
  }

  @ParameterizedTest
  @CsvSource({"0, collective, false", "0.1, collective, true", "0.1, none, false"})
  void fit_anyPenalty_asSparksOwn(double reg, String standardization, boolean weighted) {
    FederatedLogisticRegression ours =
        estimator().setRegParam(reg).setStandardization(standardization);
    LogisticRegression theirs =
        new LogisticRegression()
            .setFamily("multinomial")
            .setRegParam(reg)
            .setStandardization(standardization.equals("collective"))
            .setTol(1e-14)
            .setMaxIter(2000);
    if (weighted) {
      ours.setWeightCol("w");
      theirs.setWeightCol("w");
    }
    FederatedLogisticRegressionModel model = ours.fit(rows);
    LogisticRegressionModel expected = theirs.fit(rows);
    for (int k = 0; k < 3; k++) {
      assertThat(model.interceptVector().apply(k))
          .isCloseTo(expected.interceptVector().apply(k), within(1e-4));
      for (int j = 0; j < 2; j++) {
        assertThat(model.coefficientMatrix().apply(k, j))
            .isCloseTo(expected.coefficientMatrix().apply(k, j), within(1e-5));
      }
    }
    assertThat(model.numClasses()).isEqualTo(3);
    assertThat(model.numFeatures()).isEqualTo(2);
    assertThat(model.report().opened(Audience.ALL)).isPositive();
    List<Row> got = model.transform(rows).select("probability", "prediction").collectAsList();
    List<Row> wanted = expected.transform(rows).select("probability", "prediction").collectAsList();
    for (int i = 0; i < got.size(); i++) {
      Vector p = got.get(i).getAs(0);
      Vector q = wanted.get(i).getAs(0);
      assertThat(p.toArray()).containsExactly(q.toArray(), within(1e-5));
      assertThat(got.get(i).getDouble(1)).isEqualTo(wanted.get(i).getDouble(1));
    }
  }

  @Test
  void fit_encryptedAndSavedInAPipeline_theBitsOfTheSumsInClear(@TempDir Path folder)
      throws Exception {
    FederatedLogisticRegressionModel clear = estimator().fit(rows);
    FederatedLogisticRegression estimator =
        estimator().setProtection("encrypted").setRelease("rounds");
    new Pipeline()
        .setStages(new PipelineStage[] {assembler(), estimator})
        .fit(raw)
        .save(folder.resolve("p").toString());
    PipelineModel loaded = PipelineModel.load(folder.resolve("p").toString());
    FederatedLogisticRegressionModel model = (FederatedLogisticRegressionModel) loaded.stages()[1];
    assertThat(model.coefficientMatrix()).isEqualTo(clear.coefficientMatrix());
    assertThat(model.multinomialSummary()).isEqualTo(clear.multinomialSummary());
    assertThat(model.report().encryption().securityBits()).isEqualTo(128);
    assertThat(model.report().opened(Audience.QUERIER)).isPositive();
    assertThat(model.report().opened(Audience.ALL)).isZero();
    assertThat(loaded.transform(raw).select("prediction").collectAsList())
        .isEqualTo(clear.transform(rows).select("prediction").collectAsList());
  }

  /** A class of the metadata that no row has cannot be fitted. */
  @Test
  void fit_labelOfMetadata_hasItsClasses() {
    Dataset<Row> told =
        rows.withColumn(
            "label",
            functions
                .col("label")
                .as(
                    "label",
                    NominalAttribute.defaultAttr()
                        .withName("label")
                        .withNumValues(4)
                        .toMetadata()));
    assertThatThrownBy(() -> estimator().fit(told)).hasMessageContaining("no row has level 3.0");
  }

  static List<Arguments> badInput() {
    return List.of(
        row(e -> e.setFamily("softmax"), "expected auto, binomial or multinomial, got softmax"),
        row(e -> e.setAllowTwoProviders(true), "expected allowTwoProviders false"),
        row(e -> e.setFitIntercept(false), "expected fitIntercept true"),
        row(e -> e.setKeyStore("k"), "nothing is kept, expected no keyStore"),
        row(e -> e.setQuerierPublicKey("k"), "expected no querierPublicKey"),
        row(e -> e.setPlan("p"), "expected no plan"),
        row(e -> e.setCheckpointPath("c"), "expected no checkpointPath"),
        row(e -> e.setStandardization("ranges"), "expected standardization collective or none"),
        row(e -> e.setMaxIter(1), "the coefficients still move after 1 rounds"),
        row(e -> e.setLabelCol("w"), "no row has level 0.0 of w"),
        row(e -> e.setLabelCol("b"), "expected whole numbers from 0 to below 1000"),
        row(FederatedLogisticRegression::settings, "which fit() fits from exact sums"),
        sealed(e -> e.setDegree(9), "one polynomial stands for its sigmoids, expected no degree"),
        sealed(e -> e.setInterval(new double[] {-9, 9}), "expected no interval"),
        sealed(e -> e.setApproximation("chebyshev"), "expected no approximation"),
        sealed(e -> e.setAlgorithm("fixedHessian"), "expected algorithm nesterov, got fixedHess"),
        sealed(e -> e.setRegParam(.1), "there is no penalty, expected regParam 0 or none, got 0.1"),
        sealed(e -> e.setFitIntercept(false), "it always has intercepts"),
        sealed(e -> e.setWatchEvery(5), "expected watchEvery 0 for never or none, got 5"),
        sealed(e -> e.setFeatureClip(4), "expected featureClip at most 3.0, got 4.0"),
        sealed(e -> e.setPacking("row"), "packing is told to trainings on one margin alone"),
        sealed(e -> e.setRelease("open"), "expected rounds, querier or sealed, got open"),
        sealed(e -> e.setRelease("querier"), "providers are told the coefficients"),
        sealed(e -> e.setLabelCol("b"), "the label is no class, expected a whole number"));
  }

  private static Arguments row(Consumer<FederatedLogisticRegression> set, String message) {
    return Arguments.of(set, message);
  }

  private static Arguments sealed(Consumer<FederatedLogisticRegression> set, String message) {
    return row(e -> set.accept(e.setProtection("encrypted")), message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("badInput")
  void fit_badInput_refused(Consumer<FederatedLogisticRegression> set, String message) {
    FederatedLogisticRegression estimator = estimator();
    assertThatThrownBy(
            () -> {
              set.accept(estimator);
              estimator.fit(rows);
            })
        .hasMessageContaining(message);
  }

  @Test
  void coefficients_ofSeveralClasses_saysWhereTheyAre() {
    FederatedLogisticRegressionModel model = estimator().fit(rows);
    assertThatThrownBy(model::coefficients)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has 3 classes, expected coefficientMatrix");
  }
}
