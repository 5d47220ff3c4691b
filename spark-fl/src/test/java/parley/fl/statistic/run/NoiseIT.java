package parley.fl.statistic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.grid.Grid;
import parley.fl.statistic.quantile.Histogram;
import parley.fl.statistic.quantile.HistogramStatistic;
import parley.fl.statistic.quantile.TopStatistic;
import parley.fl.statistic.survival.KaplanMeierStatistic;
import parley.fl.statistic.survival.TimeGrid;
import parley.fl.statistic.table.CrossTab;
import parley.fl.statistic.table.CrossTabStatistic;
import parley.fl.sum.SumQuerier;
import parley.fl.sum.SumTerms;
import parley.fl.sum.encrypted.SumPlan;
import parley.fl.table.Category;
import parley.fl.table.ProviderTable;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.Party;
import parley.mhe.party.PartyHome;
import parley.mhe.party.cohort.SumNoise;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.LocalSpark;

/** Counts with the noise of three providers. */
class NoiseIT {
  private static final HistogramStatistic BINS =
      new HistogramStatistic("x", IntStream.rangeClosed(0, 500).mapToObj(k -> (double) k).toList());
  private static final DisclosureRules NOISE =
      DisclosureRules.NONE.withNoise(BigDecimal.valueOf(20));

  private static SparkSession spark;
  private static Dataset<Row> frame;
  private static ProviderQuery query;

  @TempDir private Path folder;

  /** Six rows a bin, two of each provider. */
  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
    frame =
        spark
            .range(3000)
            .selectExpr(
                "cast(id % 500 as double) as x",
                "cast(id % 2 as double) as e",
                "concat('g', id % 2) as g",
                "concat('h', id % 3) as h",
                "concat('s', id % 3) as site");
    query = ProviderQuery.of(frame).withProviderCol("site");
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  /** The deviation of 500 numbers is known to 3.2 %; noise of one provider alone would be 20. */
  @Test
  void ask_histogramWithNoise_noiseOfAllProvidersInEachCount() {
    DisclosureRules rules = new DisclosureRules(100, 3).withNoise(BigDecimal.valueOf(20));
    StatisticRun.Result<Histogram> answer = query.withRules(rules).ask(BINS);
    double[] noise = answer.value().counts().stream().mapToDouble(c -> c - 6).toArray();
    double squares = 0;
    double sum = 0;
    for (double x : noise) {
      squares += x * x;
      sum += x;
    }
    assertThat(Math.sqrt(squares / 500)).isCloseTo(20 * Math.sqrt(3), within(6.0));
    assertThat(sum / 500).isCloseTo(0, within(9.0));
    assertThat(answer.value().missing()).isNotEqualTo(0);

    assertThat(answer.report().size().rows()).isEqualTo(3000);
    assertThat(answer.report().toText())
        .contains("querier: the sums, each with the noise that all providers added")
        .contains(
            "each of 3 providers adds discrete Gaussian noise of deviation 20 to each of its counts"
                + " before it encrypts them, so that every count has noise of deviation 34.6; a row"
                + " is in one count");
  }

  @Test
  void ask_tableWithNoise_noTestsAndOtherNoiseNextTime() {
    CrossTabStatistic table =
        new CrossTabStatistic(
            new Category("g", List.of("g0", "g1")), new Category("h", List.of("h0", "h1", "h2")));
    CrossTab first = query.withRules(NOISE.withRounding(5)).ask(table).value();
    CrossTab second = query.withRules(NOISE).ask(table).value();
    assertThat(first.counts()).isNotEqualTo(second.counts());
    assertThat(first.counts()).allSatisfy(row -> assertThat(row).allMatch(c -> c % 5 == 0));
    // Nine deviations.
    assertThat(second.count("g0", "h1")).isBetween(500L - 312, 500L + 312);
    assertThat(second.tests().pValue()).isNull();
    assertThat(second.tests().undefined())
        .containsEntry("pValue", "the counts have noise, of which the tests know nothing")
        .containsKey("fisherPValue");
  }

  @Test
  void ask_figuresThatNoiseDoesNotGoWith_refusedByName() {
    TimeGrid times = new TimeGrid(0, 500, 1);
    for (Statistic<?> statistic :
        List.of(
            new TotalStatistic(List.of("x")),
            new KaplanMeierStatistic("x", "e", null, times),
            TopStatistic.numbers("x", Grid.to(0, 499, 1), 3))) {
      assertThatThrownBy(() -> query.withRules(NOISE).ask(statistic))
          .isInstanceOf(InvalidDataException.class)
          .hasMessageStartingWith("cannot add noise to what is summed up")
          .hasMessageEndingWith("got " + statistic.getClass().getSimpleName());
    }
    assertThatThrownBy(() -> query.withRules(NOISE).withProtection("plain").ask(BINS))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("expected the protection encrypted, got plain");
    assertThatThrownBy(() -> DisclosureRules.NONE.withNoise(BigDecimal.ZERO))
        .isInstanceOf(ParleyException.class)
        .hasMessageEndingWith("got 0");
  }

  @Test
  void ask_lessNoiseThanAPolicyWants_refused() throws IOException {
    QuerierKey querier = QuerierKey.generate();
    for (String site : List.of("s0", "s1", "s2")) {
      Files.writeString(
          folder.resolve(site + ".json"),
          "{\"version\":2,\"queriers\":[\"%s\"],\"rows\":1000,\"mayOpen\":[\"statistics\"],\"leastNoise\":20}"
              .formatted(querier.fingerprint()));
    }
    FederationOptions options =
        FederationOptions.builder().home(PartyHome.inMemory().withPolicy(folder)).build();
    try (ProviderTable table = ProviderTable.of(frame, BINS.columns(), "site", List.of())) {
      DisclosureRules less = DisclosureRules.NONE.withNoise(new BigDecimal("19.9"));
      for (DisclosureRules rules : List.of(less, DisclosureRules.NONE)) {
        assertThatThrownBy(
                () ->
                    StatisticRun.of(
                        BINS, table, "encrypted", SumQuerier.of(querier), options, rules))
            .hasMessageContaining("the plan adds too little noise to each provider's counts")
            .hasMessageContaining("expected a deviation of at least 20.0, got ")
            .hasMessageEndingWith(rules == less ? "got 19.9" : "got none");
      }
      StatisticRun.of(BINS, table, "encrypted", SumQuerier.of(querier), options, NOISE);
    }
  }

  /** What the driver says of noise a party makes again: sums of anything have none. */
  @Test
  void join_noiseWhereTheStatisticTakesNone_refused() {
    List<String> names = List.of("a", "b", "c");
    TotalStatistic total = new TotalStatistic(List.of("x"));
    try (CkksContext context = CkksContext.open(CkksParameters.SECURE_14)) {
      assertThatThrownBy(
              () ->
                  Party.join(
                      SumPlan.of(context, names, total.sums(), StatisticPlan.terms(total, NOISE)),
                      "a"))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("cannot add noise to what is summed up");
      assertThatThrownBy(
              () ->
                  Party.join(
                      SumPlan.of(
                          context,
                          names,
                          total.sums(),
                          SumTerms.of(SumPlan.ALGORITHM, Map.of(SumNoise.ARGUMENT, "20"))),
                      "a"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the plan is not the one that sum/1 gives");
    }
  }
}
