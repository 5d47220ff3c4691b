package parley.fl.statistic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.fl.sum.LocalSums;
import parley.fl.sum.LocalSumsFactory;
import parley.fl.sum.SumEngines;
import parley.fl.sum.SumQuerier;
import parley.fl.sum.SumReport;
import parley.fl.sum.SumRequest;
import parley.fl.sum.SumSession;
import parley.fl.sum.SumSpec;
import parley.fl.sum.SumTerms;
import parley.fl.table.Columns;
import parley.fl.table.ProviderTable;
import parley.mhe.party.PartyHome;
import parley.mhe.party.PartySource;
import parley.mhe.party.cohort.Cohort;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.log.LogEvent;
import parley.mhe.party.log.LogFile;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.vault.VaultHome;
import parley.testing.LocalSpark;
import parley.testing.PublicData;

/** What providers refuse of queries on public data, by rules of their own and of the query. */
class DisclosureIT {
  private static final QuerierKey KEY = QuerierKey.generate();
  private static final TotalStatistic AGE = new TotalStatistic(List.of("age"));
  private static final DisclosureRules ENOUGH = new DisclosureRules(1000, 3);

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

  /** Row i is at provider i mod 3, and has its number as a column. */
  private static Dataset<Row> read(String file) {
    List<String> lines = new ArrayList<>(PublicData.lines(file));
    List<String> numbered = new ArrayList<>();
    numbered.add(lines.get(0) + ",row,site");
    for (int i = 1; i < lines.size(); i++) {
      numbered.add(lines.get(i) + "," + (i - 1) + ",s" + (i - 1) % 3);
    }
    return spark
        .read()
        .option("header", "true")
        .option("inferSchema", "true")
        .csv(spark.createDataset(numbered, org.apache.spark.sql.Encoders.STRING()));
  }

  private FederationOptions options(Map<String, String> rules) throws IOException {
    for (String site : List.of("s0", "s1", "s2")) {
      Files.writeString(
          folder.resolve(site + ".json"),
          "{\"version\":2,\"queriers\":[\"%s\"],\"rows\":1000,\"mayOpen\":[\"statistics\",\"gate\"]%s}"
              .formatted(
                  KEY.fingerprint(), rules.getOrDefault(site, rules.getOrDefault("all", ""))));
    }
    return FederationOptions.builder().home(PartyHome.inMemory().withPolicy(folder)).build();
  }

  private static StatisticRun.Result<List<BigDecimal>> run(
      TotalStatistic statistic,
      Dataset<Row> frame,
      FederationOptions options,
      DisclosureRules rules) {
    try (ProviderTable table = ProviderTable.of(frame, statistic.columns(), "site", List.of())) {
      return StatisticRun.of(statistic, table, "encrypted", SumQuerier.of(KEY), options, rules);
    }
  }

  private List<LogEvent> refusals(String site) {
    return LogFile.read(folder.resolve(site + ".log")).lines().stream()
        .map(line -> line.event())
        .filter(event -> event.kind() == LogEvent.Kind.REFUSED)
        .toList();
  }

  /** Two harmless totals whose difference is the one person from Holand-Netherlands, aged 32. */
  @Test
  void of_totalOfAllButOnePerson_refusedByTheProviderThatHasIt() throws IOException {
    Dataset<Row> adult = read("adult-train.csv");
    FederationOptions options = options(Map.of("all", ",\"leastDifference\":5"));
    assertThat(run(AGE, adult, options, DisclosureRules.NONE).value())
        .containsExactly(new BigDecimal("1256257").stripTrailingZeros());

    Dataset<Row> others = adult.filter("native_country != 'Holand-Netherlands'");
    assertThat(adult.count() - others.count()).isEqualTo(1);
    assertThatThrownBy(() -> run(AGE, others, options, DisclosureRules.NONE))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("its rows are nearly those of an earlier query")
        .hasMessageContaining("others by 5 rows at least, got fewer");
    assertThat(List.of(refusals("s0").size(), refusals("s1").size(), refusals("s2").size()))
        .containsExactlyInAnyOrder(0, 0, 1);

    // Other columns of the same rows are the same rows; without the rule it is a person's age.
    TotalStatistic hours = new TotalStatistic(List.of("hours_per_week", "fnlwgt"));
    run(hours, adult.repartition(7), options, DisclosureRules.NONE);
    assertThat(run(AGE, others, options(Map.of()), DisclosureRules.NONE).value())
        .containsExactly(new BigDecimal(1256257 - 32));
  }

  @Test
  void of_rowsListedTwice_refused() throws IOException {
    Dataset<Row> german = read("german-credit.csv");
    FederationOptions options = options(Map.of("all", ",\"leastDifference\":5"));
    Dataset<Row> twice = german.union(german.filter("row = 100"));
    assertThatThrownBy(() -> run(AGE, twice, options, DisclosureRules.NONE))
        .hasMessageContaining("a row is listed twice");
    run(AGE, german, options, DisclosureRules.NONE);
  }

  /** Shares of all rows of a purpose, at one provider, as pandas has them. */
  @ParameterizedTest
  @CsvSource({
    "A48, 9, .3176080346, .3176",
    "A44, 12, .2219626168, .2219",
    "A40, 234, .0207827577, .0207"
  })
  void of_largestCreditOfAPurpose_allowedUpToItsShare(
      String purpose, int rows, double share, double below) throws IOException {
    Dataset<Row> german = read("german-credit.csv");
    Dataset<Row> some =
        german.filter("purpose = '" + purpose + "'").withColumn("site", functions.lit("s0"));
    assertThat(some.count()).isEqualTo(rows);
    TotalStatistic credit = new TotalStatistic(List.of("credit_amount"));
    try (ProviderTable table = ProviderTable.of(some, credit.columns(), "site", List.of())) {
      assertThat(table.rows().first().cohort().largestShare()).isCloseTo(share, within(1e-10));
    }
    Dataset<Row> beside = some.union(german.filter("purpose = 'A43' and site != 's0'"));
    FederationOptions refusing = options(Map.of("s0", ",\"largestShare\":" + below));
    assertThatThrownBy(() -> run(credit, beside, refusing, DisclosureRules.NONE))
        .hasMessageContaining("s0: s0 cannot answer at columns/totals")
        .hasMessageContaining("one value dominates the sum of a column");
    FederationOptions allowing = options(Map.of("s0", ",\"largestShare\":" + (below + 1e-4)));
    run(credit, beside, allowing, DisclosureRules.NONE);
  }

  /** Two of three refuse: the driver hears how many, and neither which nor why. */
  @Test
  void of_providersRefuseAtTheGate_countedAndNobodyNamed() throws IOException {
    Dataset<Row> adult = read("adult-train.csv");
    Map<String, String> rules =
        Map.of("s0", ",\"leastDifference\":5", "s2", ",\"leastDifference\":2,\"leastRows\":1000");
    FederationOptions options = options(rules);
    StatisticRun.Result<List<BigDecimal>> all = run(AGE, adult, options, ENOUGH);
    assertThat(all.report().size().rows()).isEqualTo(32561);
    assertThat(all.report().toText())
        .contains("rows, providers with rows, and providers that refuse: 3 numbers to all")
        .contains(
            "in all 3 numbers to the querier and 3 to all, over 32561 rows of 3 providers: 5426.8"
                + " rows a number")
        .contains("Rules\n  a query is about at least 1000 rows\n");

    Dataset<Row> fewer = adult.filter("row not in (3000, 3002, 3001)");
    RefusedQueryException refused =
        catchThrowableOfType(RefusedQueryException.class, () -> run(AGE, fewer, options, ENOUGH));
    assertThat(refused)
        .hasMessage(
            "cannot compute the statistic: the query is refused: providers refuse it by rules of"
                + " their own, expected none, got 2");
    assertThat(refused.counts()).isEqualTo(new Gate.Counts(10853, 1, 2));
    assertThat(refused.report().openings()).hasSize(1);
    assertThat(refused.after(all.report()))
        .hasMessage(refused.getMessage())
        .extracting(e -> e.report().openings().size())
        .isEqualTo(3);
    assertThat(refused.report().toText())
        .contains("in all 0 numbers to the querier and 3 to all, over 10853 rows of 1 providers");
    assertThat(refusals("s0")).hasSize(1);
    assertThat(refusals("s0").get(0).detail()).contains("nearly those of an earlier query");
    assertThat(refusals("s1")).isEmpty();
    assertThat(refusals("s2")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "encrypted"})
  void of_fewerRowsOrProvidersThanAsked_refusedWithTheNumberAndItsBound(String protection)
      throws IOException {
    Dataset<Row> german = read("german-credit.csv");
    FederationOptions options = options(Map.of("all", ",\"leastRows\":500"));
    try (ProviderTable table = ProviderTable.of(german, AGE.columns(), "site", List.of())) {
      for (DisclosureRules rules :
          List.of(new DisclosureRules(1001, 0), new DisclosureRules(500, 4))) {
        RefusedQueryException refused =
            catchThrowableOfType(
                RefusedQueryException.class,
                () -> StatisticRun.of(AGE, table, protection, SumQuerier.of(KEY), options, rules));
        assertThat(refused)
            .hasMessageEndingWith(
                rules.leastRows() == 1001
                    ? "it is about too few rows, expected at least 1001, got 1000"
                    : "too few providers have rows, expected at least 4, got 3");
        assertThat(refused.report().size()).isEqualTo(new SumReport.Size(1000, 3));
      }
      StatisticRun.Result<List<BigDecimal>> enough =
          StatisticRun.of(
              AGE, table, protection, SumQuerier.of(KEY), options, new DisclosureRules(1000, 3));
      assertThat(enough.value()).containsExactly(new BigDecimal("35546"));
    }
    assertThatThrownBy(() -> run(AGE, german, options, DisclosureRules.NONE))
        .hasMessageContaining("the plan does not ask for enough rows")
        .hasMessageContaining("expected 500 rows of 0 providers or more, got no question");
  }

  /** A number for ten rows, over all queries: 334 rows have room for 33, each of these takes 3. */
  @Test
  void of_manyQueriesOverTheSameRows_refusedOnceTheirNumbersAreSpent() throws IOException {
    Dataset<Row> german = read("german-credit.csv");
    TotalStatistic four =
        new TotalStatistic(
            List.of("age", "credit_amount", "duration_months", "installment_rate", "row"));
    FederationOptions options = options(Map.of("all", ",\"rowsPerNumber\":10"));
    run(four, german, options, DisclosureRules.NONE);
    run(four, german, options, DisclosureRules.NONE);
    assertThatThrownBy(() -> run(four, german, options, DisclosureRules.NONE))
        .hasMessageContaining("expected 10 rows a number at least, all queries counted");
    run(AGE, german, options, DisclosureRules.NONE);
  }

  /** Counts that someone hands in are of nobody knows which rows. */
  @Test
  void open_countsUnderARuleOnRows_refused() throws IOException {
    JavaRDD<long[]> counts =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of(new long[] {1}, new long[] {2}, new long[] {3}), 3);
    SumSpec spec = SumSpec.of("counts/sum", "counts", 1, BigInteger.TEN);
    SumRequest<long[]> request =
        new SumRequest<>(
            counts,
            List.of("s0", "s1", "s2"),
            new Counts(),
            SumTerms.NONE,
            List.of(spec),
            SumQuerier.of(KEY),
            options(Map.of("all", ",\"largestShare\":0.5")));
    try (SumSession session = SumEngines.open("encrypted", request)) {
      assertThatThrownBy(() -> session.open(spec, new byte[0]))
          .hasMessageContaining("the program does not say which rows it uses");
    }
  }

  private record Counts() implements LocalSumsFactory<long[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public LocalSums create(String provider, Map<String, String> terms, Iterator<long[]> rows) {
      BigInteger count = BigInteger.valueOf(rows.next()[0]);
      return new LocalSums() {
        @Override
        public BigInteger[] sums(SumSpec spec, byte[] arguments) {
          return new BigInteger[] {count};
        }

        @Override
        public byte[] privateInputHash() {
          return count.toByteArray();
        }
      };
    }
  }

  /** Ids are those of the rows, whatever is read of them and however Spark has split them. */
  @Test
  void cohort_otherColumnsOfTheSameRows_theSameIds() {
    Dataset<Row> german = read("german-credit.csv");
    Cohort age = cohort(german, "age", null);
    assertThat(age.repeats()).isFalse();
    assertThat(cohort(german.repartition(9), "credit_amount", null).ids()).isEqualTo(age.ids());
    assertThat(cohort(german.filter("row > 0"), "age", null).ids()).hasSize(333);
    assertThat(cohort(german.withColumn("more", functions.lit(1)), "age", null).ids())
        .doesNotContain(age.ids());
    Cohort named = cohort(german, "age", "row");
    assertThat(named.by()).isEqualTo("row");
    assertThat(cohort(german.withColumn("more", functions.lit(1)), "age", "row").ids())
        .isEqualTo(named.ids());
    assertThat(cohort(german, "age", "purpose").repeats()).isTrue();
    assertThatThrownBy(() -> cohort(german, "age", "none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot find column none");
  }

  /** Numbers of rows cost time: they are made where a policy may ask for them. */
  @Test
  void cohort_policiesWithoutRulesOnRows_noIds() throws IOException {
    Dataset<Row> german = read("german-credit.csv");
    Cohort all = cohort(german, "age", null);
    for (String rule : List.of("", ",\"leastRows\":5", ",\"largestShare\":0.5")) {
      options(Map.of("all", rule));
      Cohort none = cohort(german, "age", null, PartyHome.inMemory().withPolicy(folder));
      assertThat(none.known()).as(rule).isFalse();
      assertThat(none.rows()).isEqualTo(all.rows());
      assertThat(none.largestShare()).isEqualTo(all.largestShare());
    }
    for (String rule : List.of(",\"leastDifference\":5", ",\"rowsPerNumber\":5")) {
      options(Map.of("s2", rule));
      assertThat(cohort(german, "age", null, PartyHome.inMemory().withPolicy(folder)).ids())
          .as(rule)
          .isEqualTo(all.ids());
    }
    assertThat(cohort(german, "age", null, PartyHome.inMemory()).known()).isFalse();
    assertThat(cohort(german, "age", "row", PartyHome.inMemory()).known()).isTrue();
    // A vault's policy is the vault's alone, and one that cannot be read refuses later.
    assertThat(VaultHome.in(folder).mayAskForRows("s0")).isTrue();
    assertThat(PartyHome.inMemory().withPolicy(folder).mayAskForRows("s9")).isTrue();
  }

  /** A command reads a column as text where it groups by it, and as numbers elsewhere. */
  @Test
  void cohort_numbersReadAsText_theSameIds() {
    Dataset<Row> frame =
        spark.sql(
            "select x, site, a, b, c, d from values (1, 's', 7, 1.5, true, 900719925474099L),"
                + " (2, 's', -3, 2.0, false, 1L), (3, 's', null, -1e300, null, -4L) as"
                + " t(x, site, a, b, c, d)");
    long[] ids = cohort(frame, "x", null).ids();
    assertThat(ids).doesNotHaveDuplicates();
    for (String column : List.of("a", "b", "c", "d")) {
      Dataset<Row> asText =
          frame.withColumn(column, functions.col(column).cast("double").cast("string"));
      Dataset<Row> text = frame.withColumn(column, functions.col(column).cast("string"));
      assertThat(cohort(text, "x", null).ids()).as(column).isEqualTo(ids);
      if (column.equals("a") || column.equals("b")) {
        assertThat(cohort(asText, "x", null).ids()).as(column).isEqualTo(ids);
      }
    }
    Dataset<Row> other = frame.withColumn("d", functions.lit(9));
    assertThat(cohort(other, "x", null).ids()).isNotEqualTo(ids);
  }

  /** A hash that passes nulls over would take these rows for one another. */
  @Test
  void cohort_nullsInDifferentColumns_differentIds() {
    Dataset<Row> frame =
        spark.sql(
            "select * from values (1, null, map(1, 2), 'a'), (null, 1, map(1, 2), 'a'),"
                + " (1, 1, map(1, 2), 'b') as t(x, y, m, site)");
    Cohort cohort = cohort(frame, "x", null);
    assertThat(cohort.rows()).isEqualTo(2);
    assertThat(cohort.repeats()).isFalse();
  }

  private static Cohort cohort(Dataset<Row> frame, String column, String idCol) {
    return cohort(frame, column, idCol, null);
  }

  private static Cohort cohort(
      Dataset<Row> frame, String column, String idCol, PartySource parties) {
    try (ProviderTable table =
        ProviderTable.of(
            frame, Columns.ofNumbers(List.of(column)), "site", List.of(), idCol, parties)) {
      return table.rows().first().cohort();
    }
  }
}
