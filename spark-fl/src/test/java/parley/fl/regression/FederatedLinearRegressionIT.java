package parley.fl.regression;

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
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
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
import parley.testing.LocalSpark;
import parley.testing.StageParams;

/** Beside Spark's own estimator on all rows, and as a stage among Spark's. */
class FederatedLinearRegressionIT {
  private static SparkSession spark;
  private static Dataset<Row> raw;
  private static Dataset<Row> rows;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
    StructType schema =
        new StructType()
            .add("age", DataTypes.DoubleType)
            .add("bmi", DataTypes.DoubleType)
            .add("label", DataTypes.DoubleType)
            .add("w", DataTypes.DoubleType)
            .add("site", DataTypes.StringType);
    Random random = new Random(11);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      double age = 50 + 10 * random.nextGaussian();
      double bmi = 25 + 4 * random.nextGaussian() + .1 * age;
      double y = 3 + .5 * age - 2 * bmi + 5 * random.nextGaussian();
      all.add(RowFactory.create(age, bmi, y, 1.0 + i % 3, "s" + i % 4));
    }
    raw = spark.createDataFrame(all, schema);
    rows = assembler().transform(raw);
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  private static VectorAssembler assembler() {
    return new VectorAssembler().setInputCols(new String[] {"age", "bmi"}).setOutputCol("features");
  }

  private static FederatedLinearRegression estimator() {
    return new FederatedLinearRegression().setProviderCol("site").setProtection("plain");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, true, true, false", "0.3, 0, true, true, true", "0.3, 0, false, true, false",
    "0.2, 0.5, true, true, false", "0.2, 1, true, true, false", "0, 0, true, false, true"
  })
  void fit_anySettings_asSparksOwn(
      double reg, double net, boolean standardization, boolean intercept, boolean weighted) {
    FederatedLinearRegression ours =
        estimator()
            .setRegParam(reg)
            .setElasticNetParam(net)
            .setStandardization(standardization)
            .setFitIntercept(intercept);
    LinearRegression theirs =
        new LinearRegression()
            .setRegParam(reg)
            .setElasticNetParam(net)
            .setStandardization(standardization)
            .setFitIntercept(intercept)
            .setTol(1e-12)
            .setMaxIter(1000);
    if (weighted) {
      ours.setWeightCol("w");
      theirs.setWeightCol("w");
    }
    FederatedLinearRegressionModel model = ours.fit(rows);
    LinearRegressionModel spark = theirs.fit(rows);
    for (int j = 0; j < 2; j++) {
      assertThat(model.coefficients().apply(j))
          .isCloseTo(spark.coefficients().apply(j), within(1e-6));
    }
    assertThat(model.intercept()).isCloseTo(spark.intercept(), within(1e-4));
    assertThat(model.numFeatures()).isEqualTo(2);
  }

  @Test
  void fit_encrypted_theBitsOfTheSumsInClear() {
    FederatedLinearRegressionModel clear = estimator().fit(rows);
    FederatedLinearRegressionModel sealed = estimator().setProtection("encrypted").fit(rows);
    assertThat(sealed.coefficients()).isEqualTo(clear.coefficients());
    assertThat(sealed.summary()).isEqualTo(clear.summary());
    assertThat(sealed.report()).contains("\"protection\":\"encrypted\"", "\"securityBits\":128");
    assertThat(clear.summary().coefficient("bmi").pValue()).isLessThan(1e-10);
  }

  @Test
  void pipeline_savedAndLoaded_predictsTheSame(@TempDir Path folder) throws Exception {
    PipelineModel fitted =
        new Pipeline().setStages(new PipelineStage[] {assembler(), estimator()}).fit(raw);
    fitted.save(folder.resolve("p").toString());
    PipelineModel loaded = PipelineModel.load(folder.resolve("p").toString());
    FederatedLinearRegressionModel before = (FederatedLinearRegressionModel) fitted.stages()[1];
    FederatedLinearRegressionModel after = (FederatedLinearRegressionModel) loaded.stages()[1];
    assertThat(after.summary()).isEqualTo(before.summary());
    assertThat(after.report()).isEqualTo(before.report());
    List<Row> predicted = loaded.transform(raw).select("prediction").collectAsList();
    assertThat(predicted)
        .isEqualTo(
            before
                .copy(new ParamMap())
                .toSpark()
                .transform(rows)
                .select("prediction")
                .collectAsList());
  }

  @Test
  void params_set_areCopiedSavedAndLoaded(@TempDir Path folder) throws Exception {
    FederatedLinearRegression estimator =
        StageParams.setAll(new FederatedLinearRegression("estimator"));
    StageParams.assertSame(estimator.copy(new ParamMap()), estimator);
    estimator.save(folder.resolve("e").toString());
    StageParams.assertSame(
        FederatedLinearRegression.load(folder.resolve("e").toString()), estimator);
    for (Params stage : List.of(estimator, new FederatedLinearRegressionModel())) {
      assertThat(stage.params()).containsExactlyInAnyOrderElementsOf(StageParams.kept(stage));
    }
  }

  static List<Arguments> badInput() {
    return List.of(
        row(e -> e.setFeaturesCol("x"), "cannot find column x: expected one of "),
        row(e -> e.setLabelCol("site"), "cannot use column site for the label: expected numbers"),
        row(e -> e.setPredictionCol("w"), "cannot add column w: the data has one of that name"),
        row(
            e -> e.setProtection("secret"),
            "cannot choose the protection: expected encrypted or plain, got secret"),
        row(e -> e.setErrors("hc2"), "expected classical, hc1 or cluster, got hc2"),
        row(e -> e.setKeyStore("keys"), "expected neither keyStore nor querierPublicKey, got key"),
        row(e -> e.setQuerierPublicKey("k"), "nor querierPublicKey, got querierPublicKey"),
        row(e -> e.setAllowTwoProviders(true), "expected allowTwoProviders false"),
        row(e -> e.setErrors("hc1").setRegParam(1), "cannot fit a linear regression: "));
  }

  private static Arguments row(Consumer<FederatedLinearRegression> set, String message) {
    return Arguments.of(set, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("badInput")
  void fit_badInput_refused(Consumer<FederatedLinearRegression> set, String message) {
    FederatedLinearRegression estimator = estimator();
    set.accept(estimator);
    assertThatThrownBy(() -> estimator.fit(rows)).hasMessageContaining(message);
  }

  @Test
  void fit_featuresThatDepend_named() {
    Dataset<Row> twice =
        new VectorAssembler()
            .setInputCols(new String[] {"age", "bmi", "age"})
            .setOutputCol("features")
            .transform(raw.withColumnRenamed("site", "place"));
    assertThatThrownBy(() -> estimator().setProviderCol("place").fit(twice))
        .hasMessageContaining("age");
  }

  @Test
  void use_withoutAFit_saysSo() {
    assertThatThrownBy(() -> new FederatedLinearRegressionModel().coefficients())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it was made without a fit");
  }
}
