package parley.fl.statistic.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.TTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.TestTable;
import parley.fl.statistic.grid.Grid;
import parley.fl.table.Category;
import parley.json.JsonRecords;

/** Against scipy and statsmodels: figures to 1e-9, p values to 1e-6. */
class CompareGoldenTest {
  private static void close(@Nullable Double found, double expected, double tolerance) {
    assertThat(found).isNotNull().isCloseTo(expected, within(tolerance * Math.abs(expected)));
  }

  private static void close(@Nullable Double found, double expected) {
    close(found, expected, 1e-9);
  }

  @Test
  void tTest_irisTwoSpecies_isScipys() {
    TTests found =
        TestTable.read("iris.csv")
            .result(
                TTestStatistic.groups(
                    "sepal_width", new Category("species", List.of("setosa", "versicolor"))));
    TTests.Test pooled = found.test("pooled");
    close(pooled.statistic(), 9.454975848128596);
    assertThat(pooled.degreesOfFreedom()).isEqualTo(98);
    close(pooled.pValue(), 1.845259945476927e-15, 1e-6);
    TTests.Test welch = found.test("welch");
    close(welch.statistic(), 9.454975848128596);
    close(welch.degreesOfFreedom(), 94.69777366123711);
    close(welch.pValue(), 2.484227895747717e-15, 1e-6);
    assertThat(found.left()).isEqualTo(50);
    assertThat(found.groups()).extracting(GroupMean::n).containsExactly(50L, 50L);
  }

  @Test
  void tTest_diabetesBySex_welchsIsScipys() {
    TestTable diabetes = TestTable.read("diabetes-regression.csv");
    close(
        diabetes
            .result(new TTestStatistic("bmi", null, diabetes.category("sex"), 0))
            .test("welch")
            .pValue(),
        .06267725120660174,
        1e-6);
    close(
        diabetes
            .result(new TTestStatistic("bp", null, diabetes.category("sex"), 0))
            .test("welch")
            .pValue(),
        2.415634480433366e-07,
        1e-6);
  }

  @Test
  void tTest_oneSample_isScipys() {
    TTests.Test found =
        TestTable.read("diabetes-regression.csv")
            .result(TTestStatistic.oneSample("bmi", 26))
            .test("one-sample");
    close(found.statistic(), 1.788219542969071);
    close(found.pValue(), .07442698375299345, 1e-6);
    assertThat(found.lower()).isNegative();
    close(found.upper() - found.lower(), 2 * 1.965357 * found.standardError(), 1e-6);
  }

  @Test
  void tTest_pairs_isCommonsMathematics() {
    TestTable iris = TestTable.read("iris.csv");
    TTests found = iris.result(TTestStatistic.paired("sepal_length", "petal_length"));
    TTest.Result expected =
        TTest.withDefaults().pairedTest(iris.numbers("sepal_length"), iris.numbers("petal_length"));
    close(found.test("paired").statistic(), expected.getStatistic());
    close(found.test("paired").pValue(), expected.getPValue(), 1e-6);
    assertThat(found.column()).isEqualTo("sepal_length - petal_length");
  }

  @Test
  void anova_irisBySpecies_isScipys() {
    TestTable iris = TestTable.read("iris.csv");
    AnovaTests found =
        iris.result(
            new AnovaStatistic(
                List.of("sepal_length", "sepal_width", "petal_length", "petal_width"),
                iris.category("species")));
    double[] f = {119.26450218450468, 49.160040089612075, 1180.1611822529785, 960.0071468018067};
    double[] p = {
      1.6696691907693826e-31, 4.492017133309084e-17, 2.8567766109619814e-91, 4.169445839443833e-85
    };
    for (int j = 0; j < 4; j++) {
      close(found.columns().get(j).fValue(), f[j]);
      close(found.columns().get(j).pValue(), p[j], 1e-6);
      assertThat(found.columns().get(j).groupDegreesOfFreedom()).isEqualTo(2);
      assertThat(found.columns().get(j).errorDegreesOfFreedom()).isEqualTo(147);
    }
  }

  @Test
  void kruskalWallis_irisBySpecies_isScipys() {
    TestTable iris = TestTable.read("iris.csv");
    double[] h = {96.93743600064833, 63.571146104163795, 130.41104857977163, 131.18537974024488};
    List<String> names = List.of("sepal_length", "sepal_width", "petal_length", "petal_width");
    for (int j = 0; j < 4; j++) {
      RankTests found =
          iris.result(new RankStatistic(names.get(j), Grid.to(0, 8, .1), iris.category("species")));
      close(found.kruskalWallis().statistic(), h[j]);
      assertThat(found.kruskalWallis().degreesOfFreedom()).isEqualTo(2);
      assertThat(found.mannWhitney()).isNull();
      assertThat(found.offGrid()).isZero();
    }
  }

  @Test
  void ranks_adultHoursBySex_isScipys() {
    RankTests found =
        TestTable.read("adult-train.csv")
            .result(
                new RankStatistic(
                    "hours_per_week",
                    Grid.to(1, 99, 1),
                    new Category("sex", List.of("Male", "Female"))));
    RankTests.MannWhitney ranks = found.mannWhitney();
    assertThat(ranks).isNotNull();
    assertThat(ranks.statistic()).isEqualTo(153479806);
    close(ranks.auc(), .6539401241814606);
    RankTests.KolmogorovSmirnov distance = found.kolmogorovSmirnov();
    assertThat(distance).isNotNull();
    close(distance.statistic(), .21351825642674443);
    close(distance.pValue(), 7.133826038952015e-289, 1e-6);
  }

  @Test
  void mannWhitney_withTies_isCommonsStatistics() {
    TestTable iris = TestTable.read("iris.csv");
    double[] all = iris.numbers("sepal_width");
    double[] setosa = Arrays.copyOfRange(all, 0, 50);
    double[] versicolor = Arrays.copyOfRange(all, 50, 100);
    MannWhitneyUTest.Result expected =
        MannWhitneyUTest.withDefaults()
            .with(PValueMethod.ASYMPTOTIC)
            .with(AlternativeHypothesis.TWO_SIDED)
            .test(setosa, versicolor);
    RankTests.MannWhitney found =
        iris.result(
                new RankStatistic(
                    "sepal_width",
                    Grid.to(2, 5, .1),
                    new Category("species", List.of("setosa", "versicolor"))))
            .mannWhitney();
    assertThat(found).isNotNull();
    assertThat(found.statistic()).isEqualTo(expected.getStatistic());
    close(found.pValue(), expected.getPValue(), 1e-6);
  }

  @Test
  void proportions_adultIncomeBySex_isStatsmodels() {
    TestTable adult = TestTable.read("adult-train.csv");
    ProportionTest found =
        adult.result(
            new ProportionStatistic(
                new Category("sex", List.of("Male", "Female")), adult.category("income"), ">50K"));
    close(found.statistic(), 38.972898531634414);
    ProportionTest.Share male = found.groups().get(0);
    assertThat(male.count()).isEqualTo(6662);
    assertThat(male.n()).isEqualTo(21790);
    close(male.lower(), .2996540241112505);
    close(male.upper(), .31188761181390545);
    assertThat(found.left()).isZero();
  }

  @Test
  void normalFit_bmi_isScipysExactTest() {
    NormalFit found =
        TestTable.read("diabetes-regression.csv")
            .result(new NormalFitStatistic("bmi", Grid.to(10, 50, .1), null, null));
    assertThat(found.offGrid()).isZero();
    close(found.statistic(), .0700910293984166);
    close(found.pValue(), .024746350746109536, 1e-6);
  }

  @Test
  void jarqueBera_bmi_isScipys() {
    NormalityTest found =
        TestTable.read("diabetes-regression.csv").result(new JarqueBeraStatistic("bmi"));
    close(found.statistic(), 26.297103039705576);
    close(found.pValue(), 1.948303586125683e-06, 1e-6);
  }

  @Test
  void distributions_manyValues_limitIsNearTheDistribution() {
    Random random = new Random(2);
    long[] first = new long[40];
    long[] second = new long[40];
    for (int k = 0; k < 40; k++) {
      first[k] = 1000 + random.nextInt(100);
      second[k] = 1000 + random.nextInt(100) + k;
    }
    RankTests.KolmogorovSmirnov exact = Distributions.twoSamples(first, second);
    // The same distance from a thousand times as many values, at a distance that is less by root.
    long[] many = Arrays.stream(first).map(c -> 1000 * c).toArray();
    RankTests.KolmogorovSmirnov limit = Distributions.twoSamples(many, many);
    assertThat(limit.statistic()).isZero();
    assertThat(limit.pValue()).isEqualTo(1);
    long[] other = many.clone();
    long moved = Math.round(exact.statistic() * Arrays.stream(first).sum() * Math.sqrt(1000));
    other[0] -= Math.min(other[0], moved);
    other[39] += Math.min(many[0], moved);
    RankTests.KolmogorovSmirnov far = Distributions.twoSamples(many, other);
    assertThat(far.statistic() * Math.sqrt(1000)).isCloseTo(exact.statistic(), within(1e-3));
    assertThat(far.pValue()).isCloseTo(exact.pValue(), within(0.02));
  }

  @Test
  void statistics_asJson_areTheSameAgain() {
    Category by = new Category("g", List.of("a", "b"));
    Grid grid = Grid.to(0, 1, .25);
    List<Statistic<?>> all =
        List.of(
            TTestStatistic.oneSample("x", 2),
            TTestStatistic.paired("x", "y"),
            TTestStatistic.groups("x", by),
            new AnovaStatistic(List.of("x", "y"), by),
            new RankStatistic("x", grid, by),
            new ProportionStatistic(by, new Category("o", List.of("0", "1")), "1"),
            new NormalFitStatistic("x", grid, null, 2.5),
            new JarqueBeraStatistic("x"));
    for (Statistic<?> statistic : all) {
      String json = JsonRecords.write(statistic, "the statistic");
      assertThat((Object) JsonRecords.read(json, statistic.getClass(), "the statistic"))
          .isEqualTo(statistic);
    }
  }

  @Test
  void tTest_missingValues_areCountedAndLeftOut() {
    TestTable table =
        TestTable.of(
            Map.of(
                "x", List.of("1", "2", "", "4", "5", "9"),
                "g", List.of("a", "a", "a", "b", "b", "?")));
    TTests found = table.result(TTestStatistic.groups("x", new Category("g", List.of("a", "b"))));
    assertThat(found.missing()).isEqualTo(1);
    assertThat(found.left()).isEqualTo(1);
    close(found.test("pooled").difference(), -3, 1e-15);
  }
}
