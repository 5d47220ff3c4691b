package parley.fl.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.survival.TimeGrid;
import parley.testing.LocalSpark;
import parley.testing.PublicData;
import parley.testing.StageParams;

/** The goldens of lifelines and statsmodels through the functions and the stage. */
class SurvivalShapesIT {
  private static final TimeGrid WEEKS = new TimeGrid(0, 52, 1);
  private static final String[] FEATURES = {"fin", "age", "race", "wexp", "mar", "paro", "prio"};

  private static SparkSession spark;
  private static Dataset<Row> raw;
  private static Dataset<Row> rows;
  private static ProviderQuery query;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
    raw =
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv(spark.createDataset(PublicData.lines("rossi.csv"), Encoders.STRING()))
            .withColumn("site", functions.expr("concat('s', cast(age as int) % 3)"))
            .coalesce(1)
            .cache();
    rows = assembler().transform(raw);
    query = ProviderQuery.of(raw).withProviderCol("site").withProtection("plain");
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  private static VectorAssembler assembler() {
    return new VectorAssembler().setInputCols(FEATURES).setOutputCol("features");
  }

  private static FederatedCoxRegression estimator() {
    return new FederatedCoxRegression()
        .setProviderCol("site")
        .setProtection("plain")
        .setLabelCol("week")
        .setCensorCol("arrest");
  }

  @Test
  void kaplanMeier_rossi_asLifelines() {
    FederatedKaplanMeier all = FederatedKaplanMeier.fit(query, "week", "arrest", null, WEEKS);
    Row last = all.curves().filter("time = 52").head();
    assertThat(last.<Long>getAs("atRisk")).isEqualTo(322);
    assertThat(last.<Double>getAs("survival")).isCloseTo(.7361111111, within(1e-10));
    assertThat(last.<Double>getAs("standardError")).isCloseTo(.02120510198, within(1e-10));
    assertThat(last.<Double>getAs("cumulativeHazard")).isCloseTo(.3051275337, within(1e-10));
    Row group = all.groups().head();
    assertThat(group.<Long>getAs("events")).isEqualTo(114);
    assertThat(group.isNullAt(group.fieldIndex("median"))).isTrue();
    assertThat(group.<Double>getAs("restrictedMean")).isCloseTo(45.85416667, within(1e-7));
    assertThat(all.report().openings()).isNotEmpty();
  }

  @Test
  void logRank_rossi_asLifelines() {
    Row found =
        FederatedLogRankTest.test(query, "week", "arrest", query.levelsOf("fin"), WEEKS).head();
    assertThat(found.<Double>getAs("statistic")).isCloseTo(3.837569577, within(1e-8));
    assertThat(found.<Integer>getAs("degreesOfFreedom")).isEqualTo(1);
    assertThat(found.<Double>getAs("pValue")).isBetween(.05, .051);
  }

  @ParameterizedTest
  @CsvSource({
    "efron, -.3794221669, .1913794807, .09149707935",
    "breslow, -.3790218878, .1913644259, .0911115405"
  })
  void cox_withoutStrata_asStatsmodels(String ties, double fin, double error, double prio) {
    FederatedCoxRegressionModel model = estimator().setStrata("none").setTies(ties).fit(rows);
    assertThat(model.coefficients().apply(0)).isCloseTo(fin, withPercentage(1e-4));
    assertThat(model.coefficients().apply(6)).isCloseTo(prio, withPercentage(1e-4));
    assertThat((double) model.summary().coefficients().get(0).standardError())
        .isCloseTo(error, withPercentage(1e-4));
  }

  @Test
  void cox_encryptedInASavedPipeline_theBitsOfTheSumsInClear(@TempDir Path folder)
      throws Exception {
    FederatedCoxRegressionModel clear = estimator().fit(rows);
    new Pipeline()
        .setStages(new PipelineStage[] {assembler(), estimator().setProtection("encrypted")})
        .fit(raw)
        .save(folder.resolve("p").toString());
    PipelineModel loaded = PipelineModel.load(folder.resolve("p").toString());
    FederatedCoxRegressionModel model = (FederatedCoxRegressionModel) loaded.stages()[1];
    assertThat(model.summary()).isEqualTo(clear.summary());
    assertThat(model.summary().strata()).isEqualTo(3);
    assertThat(model.report()).contains("\"protection\":\"encrypted\"");
    Row first = loaded.transform(raw).select("features", "prediction").head();
    double expected = 0;
    for (int j = 0; j < FEATURES.length; j++) {
      expected +=
          clear.coefficients().apply(j)
              * first.<org.apache.spark.ml.linalg.Vector>getAs(0).apply(j);
    }
    assertThat(first.getDouble(1)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void params_set_areCopiedSavedAndLoaded(@TempDir Path folder) throws Exception {
    FederatedCoxRegression estimator = StageParams.setAll(new FederatedCoxRegression("estimator"));
    StageParams.assertSame(estimator.copy(new ParamMap()), estimator);
    estimator.save(folder.resolve("e").toString());
    StageParams.assertSame(FederatedCoxRegression.load(folder.resolve("e").toString()), estimator);
    for (Params stage : List.of(estimator, new FederatedCoxRegressionModel())) {
      assertThat(stage.params()).containsExactlyInAnyOrderElementsOf(StageParams.kept(stage));
    }
  }

  static List<Arguments> badInput() {
    return List.of(
        row(e -> e.setCensorCol("x"), "cannot find column x: expected one of "),
        row(e -> e.setCensorCol("site"), "cannot use column site for events: expected numbers"),
        row(e -> e.setCensorCol("prio"), "cannot fit a Cox model"),
        row(e -> e.setTies("exact"), "expected ties efron or breslow, got exact"),
        row(e -> e.setStrata("race"), "expected strata providers or none, got race"),
        row(
            e -> e.setStrata("none").setProtection("encrypted"),
            "two that follow each other differ by one person's row"),
        row(e -> e.setWeightCol("prio"), "expected no weightCol, got prio"),
        row(e -> e.setMaxIter(1), "still move after 1 rounds"),
        row(e -> e.setQuerierPublicKey("k"), "nor querierPublicKey, got querierPublicKey"),
        row(e -> e.setPredictionCol("week"), "cannot add column week"));
  }

  private static Arguments row(Consumer<FederatedCoxRegression> set, String message) {
    return Arguments.of(set, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("badInput")
  void cox_badInput_refused(Consumer<FederatedCoxRegression> set, String message) {
    FederatedCoxRegression estimator = estimator();
    set.accept(estimator);
    assertThatThrownBy(() -> estimator.fit(rows)).hasMessageContaining(message);
  }

  @Test
  void use_withoutAFit_saysSo() {
    assertThatThrownBy(() -> new FederatedCoxRegressionModel().coefficients())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it was made without a fit");
  }
}
