package parley.fl.statistic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.run.MeansStatistic.Means;
import parley.fl.sum.SumQuerier;
import parley.fl.sum.encrypted.SumPlan;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.ProviderTable;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.Party;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.LocalSpark;

/** From a table to a result, in clear and encrypted. */
class StatisticRunIT {
  private static final StructType SCHEMA =
      new StructType()
          .add("tiny", DataTypes.DoubleType)
          .add("huge", DataTypes.DoubleType)
          .add("kind", DataTypes.StringType)
          .add("site", DataTypes.StringType);
  private static final MeansStatistic MEANS =
      new MeansStatistic(List.of("tiny", "huge"), new Category("kind", List.of("b", "a")));

  private static SparkSession spark;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  /** Means 3e-12 and 5e12; every tenth value is missing; sites of very different sizes. */
  private static List<Row> rows(int providers, boolean shuffled) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      rows.add(
          RowFactory.create(
              i % 10 == 3 ? null : 1e-12 * (3 + random.nextGaussian()),
              5e12 + 1e9 * random.nextGaussian(),
              i % 7 == 0 ? null : i % 3 == 0 ? "a" : i % 3 == 1 ? "b" : "c",
              "s" + (i < 2 ? i : 2 + i % (providers - 2))));
    }
    if (shuffled) {
      Collections.shuffle(rows, random);
    }
    return rows;
  }

  private static StatisticRun.Result<Means> run(Dataset<Row> frame, String protection) {
    try (ProviderTable table = ProviderTable.of(frame, MEANS.columns(), "site", List.of())) {
      return StatisticRun.of(
          MEANS, table, protection, SumQuerier.fresh(), FederationOptions.defaults());
    }
  }

  @ParameterizedTest
  @CsvSource({"3, plain, false", "10, plain, true", "3, encrypted, true", "10, encrypted, false"})
  void of_anySplitOrderAndProtection_theSameBits(
      int providers, String protection, boolean shuffled) {
    Dataset<Row> frame = spark.createDataFrame(rows(providers, shuffled), SCHEMA);
    Means means = run(frame.repartition(providers == 3 ? 1 : 20), protection).value();

    assertThat(means)
        .isEqualTo(run(spark.createDataFrame(rows(5, false), SCHEMA), "plain").value());
    double tiny =
        rows(3, false).stream()
            .filter(r -> !r.isNullAt(0))
            .mapToDouble(r -> r.getDouble(0))
            .average()
            .orElseThrow();
    double huge = rows(3, false).stream().mapToDouble(r -> r.getDouble(1)).average().orElseThrow();
    assertThat(means.mean().get(0)).isCloseTo(tiny, within(1e-26));
    assertThat(means.again().get(0)).isCloseTo(tiny, within(1e-23));
    assertThat(means.mean().get(1)).isCloseTo(huge, within(1e-2));
    assertThat(means.again().get(1)).isCloseTo(huge, within(1e-2));
    assertThat(means.levels()).containsExactly(143L, 143L, 142L);
  }

  @Test
  void pooled_rowsOfAllProviders_theSameBitsAndAReportThatSaysSo() {
    ProviderQuery query =
        ProviderQuery.of(spark.createDataFrame(rows(5, true), SCHEMA)).withProviderCol("site");
    StatisticRun.Result<Means> pooled = query.withProtection("plain").askPooled(MEANS);
    assertThat(pooled.value())
        .isEqualTo(run(spark.createDataFrame(rows(5, false), SCHEMA), "plain").value());
    assertThat(pooled.report().toText())
        .contains("5 providers", "one executor: the rows of all providers: not protected");
    assertThatThrownBy(() -> query.askPooled(MEANS))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot bring all rows to one place: nothing of them is protected there, expected the"
                + " protection plain, got encrypted");
  }

  @Test
  void report_saysWhatWasOpenedToWhom() {
    StatisticRun.Result<Means> run =
        run(spark.createDataFrame(rows(3, false), SCHEMA), "encrypted");
    assertThat(run.report().toText())
        .contains(
            "number of values, sum and sum of squares of each of tiny, huge: 6 numbers to the"
                + " querier")
        .contains("sums on the scale, and counts: 5 numbers to the querier")
        .contains("128-bit security");
  }

  /** Whatever the driver says of the sums, a party makes them of the statistic. */
  @Test
  void join_otherSumsThanTheStatistics_refused() {
    List<String> names = List.of("a", "b", "c");
    try (CkksContext context = CkksContext.open(CkksParameters.SECURE_14)) {
      PartyPlan honest =
          SumPlan.of(
              context, names, MEANS.sums(), StatisticPlan.terms(MEANS, DisclosureRules.NONE));
      Party.join(honest, "a").close();
      PartyPlan one =
          SumPlan.of(
              context,
              names,
              MEANS.sums().subList(0, 1),
              StatisticPlan.terms(MEANS, DisclosureRules.NONE));
      assertThatThrownBy(() -> Party.join(one, "a"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the plan is not the one that statistic/1 gives");
    }
  }

  static List<Arguments> badText() {
    return List.of(
        Arguments.of("{", "expected its settings as this version writes them"),
        Arguments.of("[]", "nobody here knows it, expected one of ["),
        Arguments.of(
            "{\"statistic\":\"java.lang.Runtime\"}",
            "cannot compute the statistic java.lang.Runtime: nobody here knows it"),
        Arguments.of(
            "{\"statistic\":\"MeansStatistic\",\"numbers\":[\"a\"]}",
            "Missing creator property 'category'"),
        Arguments.of(
            "{\"statistic\":\"MeansStatistic\",\"numbers\":[],\"category\":{\"column\":\"a\",\"levels\":[]},\"more\":1}",
            "\"more\""));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("badText")
  void parse_notAStatistic_refused(String text, String message) {
    assertThatThrownBy(() -> StatisticText.parse(text))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parse_itsText_theSame() {
    String text = StatisticText.of(MEANS);
    assertThat(text)
        .isEqualTo(
            "{\"statistic\":\"MeansStatistic\",\"numbers\":[\"tiny\",\"huge\"],"
                + "\"category\":{\"column\":\"kind\",\"levels\":[\"b\",\"a\"]}}");
    assertThat(StatisticText.parse(text)).isEqualTo(MEANS);
  }

  static List<Arguments> badTables() {
    Columns numbers = Columns.ofNumbers(List.of("x"));
    return List.of(
        Arguments.of(
            Columns.ofNumbers(List.of("y")),
            "cannot find column y: expected one of x, w, site, got another"),
        Arguments.of(
            Columns.ofNumbers(List.of("site")),
            "cannot use column site for a statistic of numbers: expected numbers, got string"),
        Arguments.of(
            numbers,
            "cannot use the rows of provider b: in its row 1 x is not finite, expected a finite"
                + " number or none"),
        Arguments.of(
            new Columns(List.of(), List.of(new Category("site", List.of("a"))), "w"),
            "cannot use the rows of provider a: in its row 0 the weight is missing, not finite or"
                + " not above 0, expected a number above 0"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("badTables")
  void table_badInput_refused(Columns columns, String message) {
    StructType schema =
        new StructType()
            .add("x", DataTypes.DoubleType)
            .add("w", DataTypes.DoubleType)
            .add("site", DataTypes.StringType);
    Dataset<Row> frame =
        spark
            .createDataFrame(
                List.of(
                    RowFactory.create(1.0, 0.0, "a"),
                    RowFactory.create(2.0, 1.0, "b"),
                    RowFactory.create(Double.NaN, 1.0, "b")),
                schema)
            .coalesce(1);
    assertThatThrownBy(() -> ProviderTable.of(frame, columns, "site", List.of()))
        .hasMessage(message);
  }
}
