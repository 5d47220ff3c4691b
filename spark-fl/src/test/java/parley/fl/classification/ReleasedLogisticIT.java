package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.feature.VectorAssembler;
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
import parley.testing.LocalSpark;

/** Logistic regression from sums and with coefficients of the querier's, beside Spark's own. */
class ReleasedLogisticIT {
  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
    StructType schema =
        new StructType()
            .add("a", DataTypes.DoubleType)
            .add("b", DataTypes.DoubleType)
            .add("label", DataTypes.DoubleType)
            .add("w", DataTypes.DoubleType)
            .add("site", DataTypes.StringType);
    Random random = new Random(11);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      double a = 3 * random.nextGaussian() + 20;
      double b = random.nextGaussian();
      double chance = 1 / (1 + Math.exp(-.4 * (a - 20) + b - .3));
      all.add(
          RowFactory.create(
              a, b, random.nextDouble() < chance ? 1.0 : 0.0, 1.0 + i % 3, "s" + i % 4));
    }
    rows =
        new VectorAssembler()
            .setInputCols(new String[] {"a", "b"})
            .setOutputCol("features")
            .transform(spark.createDataFrame(all, schema).coalesce(1).cache());
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  private static FederatedLogisticRegression estimator(String release) {
    return new FederatedLogisticRegression().setProviderCol("site").setRelease(release);
  }

  private static LogisticRegressionModel sparks(String weight) {
    LogisticRegression theirs = new LogisticRegression().setTol(1e-14).setMaxIter(2000);
    return (weight == null ? theirs : theirs.setWeightCol(weight)).fit(rows);
  }

  private static void close(
      FederatedLogisticRegressionModel ours, LogisticRegressionModel theirs, double most) {
    assertThat(ours.coefficients().toArray())
        .containsExactly(theirs.coefficients().toArray(), within(most));
    assertThat(ours.intercept()).isCloseTo(theirs.intercept(), within(20 * most));
  }

  @Test
  void fit_rounds_asSparksOwnAndTheSameBitsEncrypted(@TempDir Path folder) throws Exception {
    FederatedLogisticRegression rounds = estimator("rounds").setWeightCol("w");
    FederatedLogisticRegressionModel clear = rounds.setProtection("plain").fit(rows);
    close(clear, sparks("w"), 1e-6);
    FederatedLogisticRegressionModel model = rounds.setProtection("encrypted").fit(rows);
    assertThat(model.coefficients()).isEqualTo(clear.coefficients());
    model.save(folder.resolve("m").toString());
    FederatedLogisticRegressionModel loaded =
        FederatedLogisticRegressionModel.load(folder.resolve("m").toString());
    FitReport report = loaded.report();
    assertThat(report.opened(FitReport.Audience.QUERIER)).isPositive();
    assertThat(report.coefficients()).extracting(FitReport.Term::name).contains("a", "b");
    assertThat(report.coefficients())
        .allSatisfy(c -> assertThat((double) c.standardError()).isPositive());
    assertThat(loaded.transform(rows).select("probability").collectAsList())
        .isEqualTo(clear.transform(rows).select("probability").collectAsList());
  }

  @Test
  void fit_querierHoldsTheCoefficients_sparksOwnWithinThePolynomialsError() {
    FederatedLogisticRegressionModel model = estimator("querier").fit(rows);
    close(model, sparks(null), 2e-3);
    assertThat(model.isKnown()).isTrue();
    assertThat(model.report().protection()).isEqualTo("encrypted");
  }

  static List<Arguments> badInput() {
    return List.of(
        row("open", s -> {}, "expected rounds, querier or sealed, got open"),
        row("rounds", s -> s.setRegParam(.1), "there is no penalty, expected regParam 0 or none"),
        row("rounds", s -> s.setDegree(9), "degree is told to sealed trainings alone"),
        row(
            "rounds",
            s -> s.setRevealWeights(true),
            "revealWeights is told to sealed trainings alone, expected release sealed, got rounds"),
        row("rounds", s -> s.setKeyStore("keys"), "expected neither keyStore nor querierPublicKey"),
        row(
            "querier",
            s -> s.setQuerierPublicKey("q.pub"),
            "expected neither keyStore nor querierPublicKey, got querierPublicKey"),
        row("querier", s -> s.setWeightCol("w"), "an offset and weights of rows, got weights w"),
        row("querier", s -> s.setFitIntercept(false), "got no constant term"),
        row("querier", s -> s.setProtection("plain"), "expected the protection encrypted"),
        row(
            "querier",
            s -> s.setFamily("multinomial"),
            "providers are told the coefficients, expected release rounds, got querier"));
  }

  private static Arguments row(
      String release, Consumer<FederatedLogisticRegression> set, String message) {
    return Arguments.of(release, set, message);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("badInput")
  void transformSchema_badInput_refused(
      String release, Consumer<FederatedLogisticRegression> set, String message) {
    FederatedLogisticRegression stage = estimator(release);
    set.accept(stage);
    assertThatThrownBy(() -> stage.transformSchema(rows.schema())).hasMessageContaining(message);
  }

  @Test
  void settings_ofAnotherRelease_refused() {
    assertThatThrownBy(() -> estimator("rounds").settings())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fit() fits the release rounds from sums, expected sealed");
  }
}
