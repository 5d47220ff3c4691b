package parley.fl.statistic.quantile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.TestTable;
import parley.fl.statistic.grid.Grid;
import parley.fl.table.Category;
import parley.json.JsonRecords;

/** Against numpy's inverted_cdf, its histogram and pandas' counts. */
class QuantileGoldenTest {
  private static final List<Double> Q = List.of(.01, .05, .25, .5, .75, .95, .99);

  private static List<Double> values(Quantiles.Column column) {
    List<Double> values = new ArrayList<>();
    column.quantiles().forEach(q -> values.add(q.value()));
    return values;
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "iris,petal_length,1,7,.1,1,1.1 1.3 1.6 4.3 5.1 6.1 6.7",
    "diabetes-regression,target,0,400,1,1,39 51 87 140 212 283 321",
    "adult-train,age,0,120,1,1,17 19 28 37 48 63 74",
    "adult-train,hours_per_week,0,100,1,1,8 18 40 40 45 60 80",
    "credit-default,limit_bal,0,1000000,10000,1,10000 20000 50000 140000 240000 430000 500000",
    "credit-default,limit_bal,0,1000000,1,2,10000 20000 50000 140000 240000 430000 500000"
  })
  void quantiles_onAGrid_areNumpysExactly(
      String file,
      String column,
      double from,
      double to,
      double step,
      int rounds,
      String expected) {
    TestTable table = TestTable.read(file + ".csv");
    Quantiles found =
        table.result(
            new QuantileStatistic(
                List.of(column), Q, List.of(new QuantileRange(from, to, step)), 1));
    assertThat(found.rounds()).isEqualTo(rounds);
    assertThat(values(found.columns().get(0)))
        .isEqualTo(Arrays.stream(expected.split(" ")).map(Double::valueOf).toList());
    long off = Arrays.stream(table.numbers(column)).filter(x -> isOff(x / step)).count();
    assertThat(found.columns().get(0).offGrid()).isEqualTo(off).isLessThan(5);
  }

  private static boolean isOff(double steps) {
    return Math.abs(steps - Math.rint(steps)) > 1e-9;
  }

  @Test
  void quantiles_anyValues_areNumpysInFourRounds() {
    TestTable iris = TestTable.read("iris.csv");
    Quantiles found =
        iris.result(
            new QuantileStatistic(
                List.of("petal_length", "sepal_width"),
                Q,
                List.of(new QuantileRange(-3, 1000, null), new QuantileRange(1, 5, null)),
                1));
    assertThat(found.rounds()).isEqualTo(4);
    List<Double> expected = List.of(1.1, 1.3, 1.6, 4.3, 5.1, 6.1, 6.7);
    double[] sorted = iris.numbers("sepal_width");
    Arrays.sort(sorted);
    for (int k = 0; k < Q.size(); k++) {
      Quantiles.Quantile petal = found.columns().get(0).quantiles().get(k);
      assertThat(petal.value()).isCloseTo(expected.get(k), within(1e-9 * expected.get(k)));
      assertThat(expected.get(k)).isBetween(petal.lower(), petal.upper());
      double sepal = sorted[(int) Math.ceil(Q.get(k) * 150) - 1];
      assertThat(found.columns().get(1).quantiles().get(k).value())
          .isCloseTo(sepal, within(1e-9 * sepal));
    }
  }

  @Test
  void quantiles_randomColumns_areThoseOfTheSortedValues() {
    Random random = new Random(6);
    for (int t = 0; t < 20; t++) {
      int n = 1 + random.nextInt(300);
      double[] x =
          IntStream.range(0, n).mapToDouble(i -> Math.exp(3 * random.nextGaussian())).toArray();
      TestTable table =
          TestTable.of(Map.of("x", Arrays.stream(x).mapToObj(Double::toString).toList()));
      double q = (1 + random.nextInt(100)) / 100.0;
      Quantiles.Quantile found =
          table
              .result(
                  new QuantileStatistic(
                      List.of("x"), List.of(q), List.of(new QuantileRange(0, 1e6, null)), 1))
              .columns()
              .get(0)
              .quantiles()
              .get(0);
      Arrays.sort(x);
      int rank = Math.max(1, (int) Math.ceil(Math.round(q * 100) * n / 100.0));
      assertThat(x[rank - 1]).isBetween(found.lower(), found.upper());
      assertThat(found.upper() - found.lower()).isLessThan(1e6 / (1L << 47));
    }
  }

  @Test
  void quantiles_fewRowsInABin_areAnIntervalWithEnough() {
    TestTable iris = TestTable.read("iris.csv");
    double[] x = iris.numbers("petal_length");
    for (QuantileRange range :
        List.of(new QuantileRange(0, 10, .1), new QuantileRange(0, 10, null))) {
      Quantiles found =
          iris.result(new QuantileStatistic(List.of("petal_length"), Q, List.of(range), 10));
      double[] expected = {1.1, 1.3, 1.6, 4.3, 5.1, 6.1, 6.7};
      for (int k = 0; k < expected.length; k++) {
        Quantiles.Quantile one = found.columns().get(0).quantiles().get(k);
        assertThat(expected[k]).isBetween(one.lower(), one.upper());
        if (one.value() == null) {
          assertThat(one.reason()).isEqualTo("a narrower interval has fewer than 10 rows");
          assertThat(Arrays.stream(x).filter(v -> v >= one.lower() && v <= one.upper()).count())
              .isGreaterThanOrEqualTo(10);
        }
      }
      assertThat(found.columns().get(0).quantiles().get(0).value()).isNull();
    }
  }

  @Test
  void quantiles_valuesOutsideTheRange_areCountedAndTheirsUndefined() {
    TestTable table =
        TestTable.of(Map.of("x", List.of("1", "2", "3.4", "7", "100", "-5", "", "4", "5", "6")));
    Quantiles.Column found =
        table
            .result(
                new QuantileStatistic(
                    List.of("x"), List.of(.1, .5, 1.0), List.of(new QuantileRange(0, 10, 1.0)), 1))
            .columns()
            .get(0);
    assertThat(found.n()).isEqualTo(9);
    assertThat(found.missing()).isEqualTo(1);
    assertThat(found.below()).isEqualTo(1);
    assertThat(found.above()).isEqualTo(1);
    assertThat(found.offGrid()).isEqualTo(1);
    assertThat(found.quantiles().get(0).reason()).isEqualTo("it is below the range");
    assertThat(found.quantiles().get(1).value()).isEqualTo(4);
    assertThat(found.quantiles().get(2).reason()).isEqualTo("it is above the range");
  }

  private static Histogram histogram(String file, String column, double... edges) {
    return TestTable.read(file + ".csv")
        .result(new HistogramStatistic(column, Arrays.stream(edges).boxed().toList()));
  }

  private static double[] edges(double from, double step, int bins) {
    return IntStream.rangeClosed(0, bins).mapToDouble(k -> from + k * step).toArray();
  }

  @Test
  void histogram_publicColumns_areNumpys() {
    assertThat(histogram("adult-train", "age", edges(10, 10, 9)).counts())
        .containsExactly(1657L, 8054L, 8613L, 7175L, 4418L, 2015L, 508L, 78L, 43L);
    assertThat(histogram("iris", "petal_length", edges(1, .5, 12)).counts())
        .containsExactly(24L, 26L, 0L, 0L, 3L, 8L, 18L, 25L, 18L, 17L, 7L, 4L);
    Histogram limits = histogram("credit-default", "limit_bal", edges(0, 1e5, 10));
    assertThat(limits.counts())
        .containsExactly(11450L, 7400L, 6033L, 3042L, 1147L, 833L, 64L, 28L, 2L, 1L);
    assertThat(limits.n()).isEqualTo(30000);
  }

  @Test
  void histogram_edgesAndOutside_areWhereTheyBelong() {
    TestTable table =
        TestTable.of(Map.of("x", List.of("-0.0", "0", "1", "1.999", "2", "2.001", "-1e-9", "?")));
    Histogram found = table.result(new HistogramStatistic("x", List.of(0.0, 1.0, 2.0)));
    assertThat(found.counts()).containsExactly(2L, 3L);
    assertThat(found.below()).isEqualTo(1);
    assertThat(found.above()).isEqualTo(1);
    assertThat(found.missing()).isEqualTo(1);
    assertThat(found.n()).isEqualTo(7);
  }

  @Test
  void top_adultColumns_arePandas() {
    TestTable adult = TestTable.read("adult-train.csv");
    TopValues education = adult.result(TopStatistic.levels(adult.category("education"), 5));
    assertThat(education.values())
        .containsExactly(
            new TopValues.Value("HS-grad", 10501),
            new TopValues.Value("Some-college", 7291),
            new TopValues.Value("Bachelors", 5355),
            new TopValues.Value("Masters", 1723),
            new TopValues.Value("Assoc-voc", 1382));
    assertThat(education.distinct()).isEqualTo(16);
    TopValues country = adult.result(TopStatistic.levels(adult.category("native_country"), 5));
    assertThat(country.values())
        .containsExactly(
            new TopValues.Value("United-States", 29170),
            new TopValues.Value("Mexico", 643),
            new TopValues.Value("Philippines", 198),
            new TopValues.Value("Germany", 137),
            new TopValues.Value("Canada", 121));
    assertThat(country.missing()).isEqualTo(583);
    TopValues age = adult.result(TopStatistic.numbers("age", Grid.to(0, 120, 1), 5));
    assertThat(age.values())
        .containsExactly(
            new TopValues.Value("36", 898),
            new TopValues.Value("31", 888),
            new TopValues.Value("34", 886),
            new TopValues.Value("23", 877),
            new TopValues.Value("35", 876));
    assertThat(age.other() + age.offGrid() + age.tied()).isLessThanOrEqualTo(1);
  }

  @Test
  void top_tiesAndOthers_areSaid() {
    TestTable table =
        TestTable.of(Map.of("g", List.of("b", "a", "c", "b", "a", "c", "x", "", "d")));
    TopValues found =
        table.result(TopStatistic.levels(new Category("g", List.of("a", "b", "c", "d", "e")), 2));
    assertThat(found.values())
        .containsExactly(new TopValues.Value("a", 2), new TopValues.Value("b", 2));
    assertThat(found.tied()).isEqualTo(1);
    assertThat(found.other()).isEqualTo(1);
    assertThat(found.missing()).isEqualTo(1);
    assertThat(found.distinct()).isEqualTo(4);
    assertThat(found.n()).isEqualTo(8);
  }

  @Test
  void statistics_asJson_areTheSameAgain() {
    List<Statistic<?>> all =
        List.of(
            new QuantileStatistic(
                List.of("x", "y"),
                List.of(.5),
                List.of(new QuantileRange(0, 1, null), new QuantileRange(0, 9, 1.0)),
                5),
            new HistogramStatistic("x", List.of(0.0, 1.5)),
            TopStatistic.levels(new Category("g", List.of("a", "b")), 3),
            TopStatistic.numbers("x", Grid.to(0, 1, .5), 3));
    for (Statistic<?> statistic : all) {
      String json = JsonRecords.write(statistic, "the statistic");
      assertThat((Object) JsonRecords.read(json, statistic.getClass(), "the statistic"))
          .isEqualTo(statistic);
    }
  }
}
