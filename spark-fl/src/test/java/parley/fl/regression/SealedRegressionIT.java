package parley.fl.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.GeneralizedLinearRegression;
import org.apache.spark.ml.regression.LinearRegression;
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
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.report.FitReport;
import parley.fl.report.FitReport.Audience;
import parley.fl.statistic.ModelTable;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;
import parley.testing.LocalSpark;

/** Regressions that nobody sees the coefficients of, as stages; on a ring that is not secure. */
class SealedRegressionIT {
  private static final int ROWS = 300;

  /** Relative to the label's deviation, or to the mean. */
  private static final double ERROR = 3e-3;

  @TempDir private static Path folder;

  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void open() throws IOException {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    ModelTable t = ModelTable.of("german-credit.csv");
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("site", DataTypes.StringType);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      all.add(
          RowFactory.create(
              Vectors.dense(
                  t.number("duration_months", i),
                  t.number("installment_rate", i),
                  t.number("age", i)),
              t.number("credit_amount", i),
              "site-" + i % 3));
    }
    rows = spark.createDataFrame(all, schema).cache();
    Files.write(
        folder.resolve("querier.key"),
        QuerierKey.generate().export(SecretAccess.forKeyStore(), PassphraseSource.none()));
  }

  @AfterAll
  static void close() {
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static FederatedLinearRegression linear() {
    return new FederatedLinearRegression()
        .setProviderCol("site")
        .setRelease("sealed")
        .setMaxIter(25)
        .setLogRingDimension(12);
  }

  private static FederatedGeneralizedLinearRegression gamma() {
    return new FederatedGeneralizedLinearRegression()
        .setProviderCol("site")
        .setRelease("sealed")
        .setFamily("gamma")
        .setLink("log")
        .setLogRingDimension(12);
  }

  private static double[] predictions(Dataset<Row> predicted) {
    return predicted.select("prediction").collectAsList().stream()
        .mapToDouble(row -> row.getDouble(0))
        .toArray();
  }

  private static double deviation() {
    return rows.selectExpr("stddev_pop(label)").head().getDouble(0);
  }

  @Test
  void fit_linearSealed_predictsAsSparksOwnAndAgainWhenLoaded() throws IOException {
    FederatedLinearRegressionModel model =
        linear()
            .setQuerierKey(at("querier.key"))
            .setKeyStore(at("stores"))
            .setKeyStorePassphraseFrom("none")
            .fit(rows);
    double[] expected = predictions(new LinearRegression().fit(rows).transform(rows));
    double[] found = predictions(model.transform(rows));
    for (int i = 0; i < ROWS; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(ERROR * deviation()));
    }
    assertThat(model.isSealed()).isTrue();
    assertThat(model.numFeatures()).isEqualTo(3);
    assertThat(model.predictionReport().orElseThrow().opened(Audience.QUERIER)).isEqualTo(ROWS);
    assertThatThrownBy(model::coefficients)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the model is sealed, its weights are encrypted for everyone");
    assertThatThrownBy(model::summary).hasMessageContaining("no sums were opened for one");
    FitReport report = FitReport.fromJson(model.report());
    assertThat(report.sealed()).isTrue();
    assertThat(report.opened(Audience.QUERIER)).isZero();
    assertThat(report.openings()).anyMatch(o -> o.what().contains("the label's sum and sum of"));
    assertThat(report.openings()).noneMatch(o -> o.what().contains("margin"));
    assertThat(report.warnings()).noneMatch(w -> w.contains("not watched"));

    model.write().save(at("model"));
    model.close();
    FederatedLinearRegressionModel loaded = FederatedLinearRegressionModel.load(at("model"));
    double[] again = predictions(loaded.transform(rows.limit(5)));
    for (int i = 0; i < again.length; i++) {
      assertThat(again[i]).isCloseTo(expected[i], within(ERROR * deviation()));
    }
    loaded.close();
  }

  @Test
  void fit_gammaSealed_predictsMeansAsSparksOwn() {
    FederatedGeneralizedLinearRegressionModel model = gamma().fit(rows);
    double[] expected =
        predictions(
            new GeneralizedLinearRegression()
                .setFamily("gamma")
                .setLink("log")
                .fit(rows)
                .transform(rows));
    List<Row> found =
        model
            .setLinkPredictionCol("eta")
            .transform(rows)
            .select("prediction", "eta")
            .collectAsList();
    for (int i = 0; i < ROWS; i++) {
      double mean = found.get(i).getDouble(0);
      assertThat(mean / expected[i]).isCloseTo(1, within(ERROR));
      assertThat(Math.exp(found.get(i).getDouble(1)) / mean).isCloseTo(1, within(1e-12));
    }
    FitReport report = FitReport.fromJson(model.report());
    assertThat(report.openings()).anyMatch(o -> o.what().contains("mean of the squared margins"));
    assertThatThrownBy(() -> model.write().save(at("lost")))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("its keys end with this process");
    model.close();
  }

  @Test
  void fit_inClearAndRevealed_giveCoefficients() {
    var expected = new LinearRegression().setRegParam(300).fit(rows);
    FederatedLinearRegressionModel clear =
        linear().setProtection("plain").setRegParam(300).fit(rows);
    FederatedLinearRegressionModel revealed =
        linear().setRevealWeights(true).setRegParam(300).fit(rows);
    for (int j = 0; j < 3; j++) {
      double golden = expected.coefficients().apply(j);
      assertThat(clear.coefficients().apply(j) / golden).isCloseTo(1, within(1e-4));
      assertThat(revealed.coefficients().apply(j) / golden).isCloseTo(1, within(1e-3));
    }
    assertThat(clear.isSealed()).isFalse();
    assertThat(predictions(clear.transform(rows))[0])
        .isCloseTo(predictions(expected.transform(rows))[0], within(1e-3 * deviation()));
    assertThatThrownBy(clear::sealedModel).hasMessageContaining("weights are known");
  }

  private static Arguments linear(String message, Consumer<FederatedLinearRegression> told) {
    FederatedLinearRegression stage = linear();
    told.accept(stage);
    return Arguments.of(message, (Runnable) () -> stage.transformSchema(rows.schema()));
  }

  private static Arguments glm(
      String message, Consumer<FederatedGeneralizedLinearRegression> told) {
    FederatedGeneralizedLinearRegression stage = gamma();
    told.accept(stage);
    return Arguments.of(message, (Runnable) () -> stage.transformSchema(rows.schema()));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        linear("expected rounds, querier or sealed, got open", s -> s.setRelease("open")),
        linear("expected release rounds or sealed, got querier", s -> s.setRelease("querier")),
        linear("expected elasticNetParam 0", s -> s.setElasticNetParam(1)),
        linear("expected errors classical", s -> s.setErrors("hc1")),
        linear(
            "expected standardization true with a penalty",
            s -> s.setStandardization(false).setRegParam(1)),
        linear(
            "logRingDimension is told to sealed trainings alone, expected release sealed",
            s -> s.setRelease("rounds")),
        linear("expected fitIntercept true, got false", s -> s.setFitIntercept(false)),
        linear(
            "expected the plan that its public key was made for, got none",
            s -> s.setQuerierPublicKey("querier.pub")),
        glm("an offset is no part of an encrypted margin", s -> s.setOffsetCol("label")),
        glm("no polynomial stands for the link inverse of gamma", s -> s.setLink("inverse")),
        glm(
            "no polynomial stands for the link cloglog of binomial",
            s -> s.setFamily("binomial").setLink("cloglog")),
        glm(
            "no polynomial stands for the link sqrt of poisson",
            s -> s.setFamily("poisson").setLink("sqrt")),
        glm("no polynomial stands for the link log of gaussian", s -> s.setFamily("gaussian")),
        glm(
            "no polynomial stands for the link log of negativeBinomial",
            s -> s.setFamily("negativeBinomial")),
        glm(
            "no polynomial stands for the link log of tweedie",
            s -> s.setFamily("tweedie").setVariancePower(1.5)),
        glm("expected fitIntercept true, got false", s -> s.setFitIntercept(false)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void transformSchema_whatSealedHasNot_isRefused(String message, Runnable schema) {
    assertThatThrownBy(schema::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
