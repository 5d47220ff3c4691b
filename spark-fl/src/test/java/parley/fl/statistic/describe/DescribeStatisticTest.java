package parley.fl.statistic.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import parley.fl.statistic.TestTable;
import parley.fl.table.Category;
import parley.json.JsonRecords;

class DescribeStatisticTest {
  private static ColumnDescription describe(List<String> cells) {
    TestTable table = TestTable.of(Map.of("x", cells));
    return table
        .result(new DescribeStatistic(List.of("x"), null, null))
        .groups()
        .get(0)
        .columns()
        .get(0);
  }

  private static ColumnDescription describe(double[] values) {
    return describe(Arrays.stream(values).mapToObj(Double::toString).toList());
  }

  @Test
  void describe_equalValues_haveNoVarianceAndNoShape() {
    for (double value : new double[] {0.1, 1e15, -3e-9, 0, 123456.789}) {
      double[] values = new double[150];
      Arrays.fill(values, value);
      ColumnDescription found = describe(values);
      assertThat(found.mean()).isEqualTo(value);
      assertThat(found.variance()).isZero();
      assertThat(found.standardDeviation()).isZero();
      assertThat(found.skewness()).isNull();
      assertThat(found.kurtosis()).isNull();
      assertThat(found.undefined())
          .isEqualTo(
              Map.of("skewness", "all values are the same", "kurtosis", "all values are the same"));
    }
  }

  @Test
  void describe_farFromZeroOrWithOutliers_isTheDecimalsFigures() {
    Random random = new Random(5);
    double[] far = DoubleStream.generate(() -> 1e9 + random.nextGaussian()).limit(400).toArray();
    double[] tails =
        DoubleStream.generate(() -> Math.exp(4 * random.nextGaussian())).limit(900).toArray();
    double[] outlier = new double[2000];
    outlier[7] = 3e12;
    outlier[8] = -1e-3;
    for (double[] values : List.of(far, tails, outlier)) {
      ColumnDescription found = describe(values);
      MathContext digits = new MathContext(80);
      BigDecimal n = BigDecimal.valueOf(values.length);
      BigDecimal[] x = Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
      BigDecimal mean = Arrays.stream(x).reduce(BigDecimal.ZERO, BigDecimal::add).divide(n, digits);
      double[] moment = new double[5];
      for (int k = 2; k <= 4; k++) {
        int power = k;
        moment[k] =
            Arrays.stream(x)
                .map(v -> v.subtract(mean).pow(power))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(n, digits)
                .doubleValue();
      }
      double skewness = moment[3] / Math.pow(moment[2], 1.5);
      double kurtosis = moment[4] / (moment[2] * moment[2]) - 3;
      assertThat(found.mean()).isEqualTo(mean.doubleValue());
      assertThat(found.variance())
          .isCloseTo(
              moment[2] * values.length / (values.length - 1.0), within(1e-12 * moment[2] * 2));
      assertThat(found.skewness()).isCloseTo(skewness, within(1e-9 * Math.abs(skewness)));
      assertThat(found.kurtosis()).isCloseTo(kurtosis, within(1e-9 * Math.abs(kurtosis)));
    }
  }

  @Test
  void describe_missingAndSingleValues_sayWhatIsUndefined() {
    ColumnDescription one = describe(List.of("", "4.5", "?"));
    assertThat(one.n()).isEqualTo(1);
    assertThat(one.missing()).isEqualTo(2);
    assertThat(one.mean()).isEqualTo(4.5);
    assertThat(one.variance()).isNull();
    assertThat(one.undefined())
        .containsEntry("variance", "there is one value, two are needed")
        .containsOnlyKeys("variance", "standardDeviation", "skewness", "kurtosis");
    ColumnDescription none = describe(List.of("", ""));
    assertThat(none.missing()).isEqualTo(2);
    assertThat(none.sum()).isZero();
    assertThat(none.mean()).isNull();
    assertThat(none.undefined()).containsEntry("mean", "there is no value").hasSize(5);
  }

  @Test
  void describe_valuesBelowTheUnit_sayWhatToDo() {
    ColumnDescription tiny = describe(new double[] {1e-20, 2e-20, 4e-20});
    assertThat(tiny.variance()).isNull();
    assertThat(tiny.undefined().get("variance"))
        .isEqualTo(
            "values are below 10^-12: multiply the column by a power of ten, the same at every"
                + " provider");
  }

  @Test
  void describe_groupsFarApart_eachIsAsIfAlone() {
    TestTable table =
        TestTable.of(
            Map.of(
                "x", List.of("1e-6", "2e-6", "4e-6", "1e9", "1.5e9", "9e9", "5", "6"),
                "g", List.of("a", "a", "a", "b", "b", "b", "z", "?")));
    Descriptions found =
        table.result(
            new DescribeStatistic(List.of("x"), new Category("g", List.of("a", "b", "c")), null));
    assertThat(found.rows()).isEqualTo(8);
    assertThat(found.rowsWithoutGroup()).isEqualTo(1);
    assertThat(found.groups())
        .extracting(GroupDescription::group)
        .containsExactly("a", "b", "c", Category.OTHER);
    assertThat(found.group("a").columns().get(0))
        .isEqualTo(describe(new double[] {1e-6, 2e-6, 4e-6}));
    assertThat(found.group("b").columns().get(0))
        .isEqualTo(describe(new double[] {1e9, 1.5e9, 9e9}));
    assertThat(found.group("c").rows()).isZero();
    assertThat(found.group(Category.OTHER).rows()).isEqualTo(1);
  }

  @Test
  void describe_weightedGroups_eachIsAsIfAlone() {
    TestTable table =
        TestTable.of(
            Map.of(
                "x", List.of("1", "2", "", "-4", "5", "7"),
                "w", List.of("1e-3", "2e-3", "9", "5e-4", "2e6", "3e6"),
                "g", List.of("a", "a", "a", "a", "b", "b")));
    Descriptions found =
        table.result(
            new DescribeStatistic(List.of("x"), new Category("g", List.of("a", "b")), "w"));
    ColumnDescription a = found.group("a").columns().get(0);
    double weights = 3.5e-3;
    double mean = (1e-3 + 4e-3 - 2e-3) / weights;
    double spread =
        1e-3 * (1 - mean) * (1 - mean)
            + 2e-3 * (2 - mean) * (2 - mean)
            + 5e-4 * (-4 - mean) * (-4 - mean);
    double squares = 1e-6 + 4e-6 + 25e-8;
    assertThat(a.n()).isEqualTo(3);
    assertThat(a.missing()).isEqualTo(1);
    assertThat(a.weightSum()).isCloseTo(weights, within(1e-12 * weights));
    assertThat(a.mean()).isCloseTo(mean, within(1e-12));
    assertThat(a.variance()).isCloseTo(spread / (weights - squares / weights), within(1e-9));
    assertThat(a.normL1()).isCloseTo(1e-3 + 4e-3 + 2e-3, within(1e-14));
    assertThat(a.normL2()).isCloseTo(Math.sqrt(1e-3 + 8e-3 + 8e-3), within(1e-13));
    ColumnDescription b = found.group("b").columns().get(0);
    assertThat(b.mean()).isCloseTo(6.2, within(1e-12));
    assertThat(b.sum()).isCloseTo(31e6, within(1e-5));
  }

  @Test
  void statistic_asJson_isTheSameAgain() {
    DescribeStatistic one = new DescribeStatistic(List.of("x", "y"), null, "w");
    DescribeStatistic two =
        new DescribeStatistic(List.of("x"), new Category("g", List.of("a", "b")), null);
    for (DescribeStatistic statistic : List.of(one, two)) {
      String json = JsonRecords.write(statistic, "the statistic");
      assertThat(JsonRecords.read(json, DescribeStatistic.class, "the statistic"))
          .isEqualTo(statistic);
    }
  }
}
