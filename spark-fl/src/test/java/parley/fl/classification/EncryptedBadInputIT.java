package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.testing.LocalSpark;

/** Input that is odd but right, and input that is refused, under encryption on an insecure ring. */
class EncryptedBadInputIT {
  private static final int ROWS = 60;
  private static final double[][] RANGES = {{-10, 20}, {-200, 400}, {-10, 10}};
  private static final String MEMORY = "parley.memoryBytes";

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    System.setProperty(SealedRows.INSECURE_RING, "true");
    spark = LocalSpark.session();
  }

  @AfterEach
  void forgetMemory() {
    System.clearProperty(MEMORY);
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty(SealedRows.INSECURE_RING);
  }

  private static Dataset<Row> raw() {
    return SealedRows.raw(spark, ROWS);
  }

  private static FederatedLogisticRegressionModel fit(
      FederatedLogisticRegression estimator, Dataset<Row> raw) {
    return estimator.fit(SealedRows.assembler().transform(raw));
  }

  private static FederatedLogisticRegressionModel assertEqualsPlain(
      UnaryOperator<FederatedLogisticRegression> change, Dataset<Row> raw) {
    FederatedLogisticRegressionModel plain = fit(change.apply(SealedRows.plain()), raw);
    FederatedLogisticRegressionModel encrypted =
        fit(change.apply(SealedRows.insecure()).setRevealWeights(true), raw);
    double largest = Math.abs(plain.intercept());
    for (double c : plain.coefficients().toArray()) {
      largest = Math.max(largest, Math.abs(c));
    }
    assertThat(encrypted.coefficients().toArray())
        .containsExactly(plain.coefficients().toArray(), within(1e-4 * largest));
    assertThat(encrypted.intercept()).isCloseTo(plain.intercept(), within(1e-4 * largest));
    return encrypted;
  }

  @Test
  void fit_providerWithASingleClass_equalsPlain() {
    Dataset<Row> single =
        raw()
            .withColumn(
                "provider",
                functions
                    .when(functions.col("label").equalTo(1), "p1")
                    .otherwise(functions.col("provider")));
    assertThat(single.filter("provider = 'p0' and label = 1").count()).isZero();
    assertEqualsPlain(e -> e, single);
  }

  @Test
  void fit_constantFeature_keepsItsWeightZeroAndWarns() {
    FederatedLogisticRegressionModel model =
        assertEqualsPlain(e -> e, raw().withColumn("c", functions.lit(7.0)));
    assertThat(model.coefficients().apply(2)).isCloseTo(0, within(1e-6));
    assertThat(model.report().warnings()).anyMatch(w -> w.contains("c"));
  }

  @Test
  void fit_twoProvidersWhenAsked_equalsPlainAndWarns() {
    FederatedLogisticRegressionModel model =
        assertEqualsPlain(e -> e.setAllowTwoProviders(true), raw().filter("provider <> 'p0'"));
    assertThat(model.report().warnings()).anyMatch(w -> w.contains("only two providers"));
  }

  @Test
  void fit_oneRowAProvider_equalsPlain() {
    assertEqualsPlain(e -> e.setRegParam(0.1), raw().limit(3));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        bad("one provider", e -> e, d -> d.filter("provider = 'p0'"), "nobody to compute with"),
        bad("two providers", e -> e, d -> d.filter("provider <> 'p0'"), "allowTwoProviders, got 2"),
        bad(
            "null in the provider column",
            e -> e,
            d -> d.withColumn("provider", functions.expr("nullif(provider, 'p1')")),
            "column provider has nulls"),
        bad(
            "a provider without rows",
            e -> e.setProviderCol(""),
            d -> d.repartitionByRange(4, functions.expr("label")).drop("provider"),
            "has no rows"),
        bad(
            "infinity",
            e -> e,
            d -> d.withColumn("c", functions.expr("if(id = 5, double('Infinity'), c)")),
            "expected a finite number"),
        bad(
            "three classes",
            e -> e,
            d -> d.withColumn("label", functions.expr("double(id % 3)")),
            "expected 0 or 1"),
        bad(
            "a value outside the agreed range",
            e -> ranges(e).setRowBound(100),
            d -> d.withColumn("b", functions.expr("if(id = 7, 401D, b)")),
            "p1: a value of b is outside the agreed range"),
        bad(
            "a provider with more rows than agreed for all",
            e -> ranges(e).setRowBound(19),
            d -> d,
            "more than was agreed for all"),
        bad(
            "values beyond the sums' unit",
            e -> e,
            d -> d.withColumn("b", functions.expr("b * 1e15D")),
            "feature b is in too small a unit, expected values of at most 10^15"),
        bad(
            "sums beyond any number",
            e -> e,
            d -> d.withColumn("b", functions.expr("b * 1e200D")),
            "feature b is in too small a unit"),
        bad(
            "values below the sums' unit",
            e -> e,
            d -> d.withColumn("b", functions.expr("b * 1e-17D")),
            "feature b is in too large a unit, expected values that differ by 10^-12 or more"),
        bad(
            "constants below the sums' unit, one a provider",
            e -> e,
            d -> d.withColumn("b", functions.expr("if(provider = 'p1', 1e-16D, 2e-16D)")),
            "feature b is in too large a unit"),
        bad(
            "sums beyond the bound without standardisation",
            e -> e.setStandardization("none").setFeatureClip(Double.POSITIVE_INFINITY),
            d -> d.withColumn("b", functions.expr("b * 1e12D")),
            "too large for the plan"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void fit_badInput_isRefused(
      String name,
      UnaryOperator<FederatedLogisticRegression> change,
      UnaryOperator<Dataset<Row>> data,
      String message) {
    FederatedLogisticRegression estimator = change.apply(SealedRows.insecure());
    Dataset<Row> rows =
        SealedRows.assembler().setHandleInvalid("keep").transform(data.apply(raw()));
    assertThatThrownBy(() -> estimator.fit(rows))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining(message);
  }

  @Test
  void fit_tooLittleMemory_isRefused() {
    System.setProperty(MEMORY, "1000000");
    assertThatThrownBy(() -> fit(SealedRows.insecure(), raw()))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("too little memory")
        .hasMessageContaining("got 0.0 GB");
  }

  @Test
  void fit_insecureRingWithoutAsking_isRefused() {
    System.clearProperty(SealedRows.INSECURE_RING);
    try {
      assertThatThrownBy(() -> fit(SealedRows.insecure(), raw()))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("under 128-bit security");
    } finally {
      System.setProperty(SealedRows.INSECURE_RING, "true");
    }
  }

  private static FederatedLogisticRegression ranges(FederatedLogisticRegression estimator) {
    return estimator.setStandardization("ranges").setFeatureRanges(RANGES);
  }

  private static Arguments bad(
      String name,
      UnaryOperator<FederatedLogisticRegression> change,
      UnaryOperator<Dataset<Row>> data,
      String message) {
    return Arguments.of(name, change, data, message);
  }
}
