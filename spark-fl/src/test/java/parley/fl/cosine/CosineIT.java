package parley.fl.cosine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
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
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.fl.stat.FederatedCosine;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.run.StatisticRun;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.PlanFloors;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.policy.OpeningKind;
import parley.testing.LocalSpark;
import parley.testing.PublicData;

/** Against numpy on both vectors, and sums in doubles. */
class CosineIT {
  /** Flooding of two providers has a deviation of 2^-32.5; ten of them. */
  private static final double OPENED = 2e-9;

  private static final StructType SCHEMA =
      new StructType()
          .add("x", DataTypes.DoubleType)
          .add("at", DataTypes.IntegerType)
          .add("site", DataTypes.StringType);

  private static SparkSession spark;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  /** Entries in an order that has nothing to do with their positions. */
  private static ProviderQuery query(double[] first, double[] second) {
    List<Row> rows = new ArrayList<>();
    add(rows, "north", first);
    add(rows, "south", second);
    return query(rows);
  }

  /** NaN stands for a missing entry. */
  private static void add(List<Row> rows, String site, double[] entries) {
    for (int k = 0; k < entries.length; k++) {
      rows.add(RowFactory.create(Double.isNaN(entries[k]) ? null : entries[k], k, site));
    }
  }

  private static ProviderQuery query(List<Row> rows) {
    Collections.shuffle(rows, new Random(7));
    Dataset<Row> frame = spark.createDataFrame(rows, SCHEMA);
    return ProviderQuery.of(frame).withProviderCol("site");
  }

  /** Of the diabetes data the bmi of even, or odd, rows. */
  private static double[] bmi(int parity) {
    List<String> lines = PublicData.lines("diabetes-regression.csv");
    int column = List.of(lines.get(0).split(",")).indexOf("bmi");
    double[] all = new double[221];
    for (int k = 0; k < all.length; k++) {
      all[k] = Double.parseDouble(lines.get(1 + 2 * k + parity).split(",")[column]);
    }
    return all;
  }

  @Test
  void cosine_ofBmi_isNumpysInClearAndEncrypted() {
    ProviderQuery query = query(bmi(0), bmi(1));
    Cosine plain = FederatedCosine.of(query.withProtection("plain"), "x", "at", 221).value();
    assertThat(plain.value()).isCloseTo(.971469382782283, within(1e-9));
    StatisticRun.Result<Cosine> encrypted = FederatedCosine.of(query, "x", "at", 221);
    assertThat(encrypted.value().value()).isCloseTo(.971469382782283, within(OPENED));
    assertThat(encrypted.value().first()).isEqualTo("north");
    assertThat(encrypted.report().toText())
        .contains(
            "cosine of both providers' vectors x by at: 1 numbers to the querier",
            "a linear equation on the other",
            "128-bit security");
  }

  /** More entries than a ciphertext has coefficients, of sizes that squares would overflow. */
  @Test
  void cosine_twoBlocksOfHugeAndTinyEntries_isThatOfTheSums() {
    Random random = new Random(5);
    double[] u = random.doubles(20_000, -1, 1).toArray();
    double[] v = Arrays.stream(u).map(x -> -x / 3 + random.nextGaussian()).toArray();
    double uv = 0;
    double uu = 0;
    double vv = 0;
    for (int k = 0; k < u.length; k++) {
      uv += u[k] * v[k];
      uu += u[k] * u[k];
      vv += v[k] * v[k];
    }
    ProviderQuery query =
        query(
            Arrays.stream(u).map(x -> x * 1e200).toArray(),
            Arrays.stream(v).map(x -> x * 1e-200).toArray());
    assertThat(FederatedCosine.of(query, "x", "at", u.length).value().value())
        .isCloseTo(uv / Math.sqrt(uu * vv), within(OPENED))
        .isNegative();
  }

  /** A party makes the plan itself, and its policy's word for it allows no model's weights. */
  @Test
  void plan_ofTerms_isMadeAgainAndIsAProduct() {
    List<String> providers = List.of("north", "south");
    CosineTerms terms = new CosineTerms("x", "at", 20_000);
    try (CkksContext context = CkksContext.open(CosinePlan.PARAMETERS)) {
      PartyPlan plan = CosinePlan.of(context, providers, terms);
      plan.requireRoom(context);
      PlanFloors.require(plan);
      assertThat(
              new CosinePlan()
                  .plan(plan.algorithm(), context, plan.arguments(), providers, true)
                  .hash())
          .isEqualTo(plan.hash());
      OpeningStep opening = plan.step(CosinePlan.OPEN, OpeningStep.class);
      assertThat(OpeningKind.of(plan, opening, EnumSet.allOf(OpeningKind.class)))
          .contains(OpeningKind.PRODUCT);
      assertThat(OpeningKind.WEIGHTS.fits(plan, opening)).isFalse();
      assertThat(plan.openings()).isEqualTo(1);
    }
  }

  static List<Arguments> bad() {
    double[] three = {1, 2, 3};
    return List.of(
        Arguments.of(
            three,
            new double[] {0, 0, 0},
            3,
            "cannot take the vector of provider south: all entries are 0"),
        Arguments.of(
            three,
            new double[] {1, 2},
            3,
            "cannot take the vector of provider south: expected 3 entries, got 2"),
        Arguments.of(
            three,
            new double[] {1, Double.NaN, 2},
            3,
            "cannot take the vector of provider south: expected a number in each row of x"),
        Arguments.of(
            three, three, 1, "cannot compute a cosine: expected vectors of 2 to 2^20 entries"),
        Arguments.of(
            three, new double[0], 3, "cannot compute a cosine: expected two providers, got 1"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void cosine_badInput_isRefusedInWords(
      double[] first, double[] second, int length, String message) {
    assertThatThrownBy(() -> FederatedCosine.of(query(first, second), "x", "at", length))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void cosine_positionTwice_isRefusedInWords() {
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      rows.add(RowFactory.create(1.0, k, "north"));
      rows.add(RowFactory.create(1.0, k / 2, "south"));
    }
    assertThatThrownBy(() -> FederatedCosine.of(query(rows), "x", "at", 3))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith(
            "cannot take the vector of provider south: expected each of 0 to 2 once in at");
  }
}
