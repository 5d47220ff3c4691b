package parley.fl.querier.encrypted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.fl.querier.HiddenCase;
import parley.fl.report.FitReport.Audience;
import parley.fl.statistic.glm.GlmResult;
import parley.fl.statistic.run.DisclosureRules;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.sum.SumQuerier;
import parley.fl.sum.SumReport;
import parley.fl.table.ProviderTable;
import parley.mhe.party.PartyHome;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.FullRun;
import parley.testing.LocalSpark;

/** Fits with encrypted coefficients on public data, against statsmodels. */
class HiddenGlmIT {
  private static final QuerierKey KEY = QuerierKey.generate();

  private static SparkSession spark;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  /** Row i is at provider i mod 3. */
  private static Dataset<Row> frame(HiddenCase model) {
    List<String> columns = model.fit().columns().numbers();
    StructType schema = new StructType().add("site", DataTypes.StringType);
    for (String column : columns) {
      schema = schema.add(column, DataTypes.DoubleType);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < model.table().rows(); i++) {
      List<Object> cells = new ArrayList<>(List.of("s" + i % 3));
      for (String column : columns) {
        cells.add(model.table().number(column, i));
      }
      rows.add(RowFactory.create(cells.toArray()));
    }
    return spark.createDataFrame(rows, schema);
  }

  /** Policies of all providers, of so many rows, with these words and further fields. */
  private FederationOptions options(long rows, String words, String more) throws IOException {
    for (String site : List.of("s0", "s1", "s2")) {
      Files.writeString(
          folder.resolve(site + ".json"),
          "{\"version\":2,\"queriers\":[\"%s\"],\"rows\":%d,\"mayOpen\":[%s]%s}"
              .formatted(KEY.fingerprint(), rows, words, more));
    }
    return FederationOptions.builder().home(PartyHome.inMemory().withPolicy(folder)).build();
  }

  private static StatisticRun.Result<GlmResult> run(HiddenCase model, FederationOptions options) {
    try (ProviderTable table = table(model)) {
      return run(model, table, options);
    }
  }

  private static ProviderTable table(HiddenCase model) {
    return ProviderTable.of(frame(model), model.fit().columns(), "site", List.of());
  }

  private static StatisticRun.Result<GlmResult> run(
      HiddenCase model, ProviderTable table, FederationOptions options) {
    return HiddenGlmRun.of(model.fit(), table, SumQuerier.of(KEY), options, DisclosureRules.NONE);
  }

  /** The data are read before, so that a test without them is skipped. */
  private static void assertRefused(FederationOptions options, String... words) {
    HiddenCase model = HiddenCase.logit();
    try (ProviderTable table = table(model)) {
      assertThatThrownBy(() -> run(model, table, options))
          .isInstanceOf(ParleyException.class)
          .hasMessageContainingAll(words);
    }
  }

  /** Totals, Gram, 12 gradients at most, information. */
  private static final long PIMA_NUMBERS = 30 + 56 + 12 * 9 + 45;

  @Test
  void of_logisticRegression_nearMaximumLikelihoodWithinItsBudget() throws IOException {
    HiddenCase model = HiddenCase.logit();
    var fitted = run(model, options(PIMA_NUMBERS, "\"statistics\",\"gradients\"", ""));
    model.check(fitted.value());
    SumReport report = fitted.report();
    assertThat(report.numbers(Audience.ALL)).isZero();
    assertThat(report.numbers(Audience.QUERIER))
        .isEqualTo(30 + 56 + 9L * fitted.value().rounds() + 45);
    assertThat(report.encryption()).isNotNull();
    assertThat(report.encryption().securityBits()).isGreaterThanOrEqualTo(128);
    assertThat(report.encryption().ringDimension()).isEqualTo(1 << 14);
    assertThat(report.toText())
        .contains("gradient of round 1, at coefficients that only the querier knows: 9 numbers")
        .contains("no provider is told a coefficient");
  }

  static Stream<HiddenCase> others() {
    return Stream.of(HiddenCase.probit(), HiddenCase.poisson(), HiddenCase.gamma());
  }

  @FullRun
  @ParameterizedTest
  @MethodSource("others")
  void of_otherModels_nearMaximumLikelihood(HiddenCase model) {
    model.check(run(model, FederationOptions.defaults()).value());
  }

  @Test
  void of_budgetOneNumberShort_refusedBeforeAnythingIsOpened() throws IOException {
    assertRefused(
        options(PIMA_NUMBERS - 1, "\"statistics\",\"gradients\"", ""),
        "the row budget is too small for the plan",
        "at least 239 rows for its own openings");
  }

  @Test
  void of_policyOfStatisticsAlone_refused() throws IOException {
    assertRefused(
        options(1000, "\"statistics\",\"weights\"", ""),
        "the plan opens what the policy does not allow",
        "got loop/open, 12 x 1 openings of all coefficients to the querier");
  }

  /** The sums before the gradients alone would pass: 86 numbers over 256 rows. */
  @Test
  void of_ruleOnNumbersPerRow_countsTheGradientsToCome() throws IOException {
    assertRefused(
        options(1000, "\"statistics\",\"gradients\"", ",\"rowsPerNumber\":2"),
        "too many numbers would be opened over these rows");
  }
}
