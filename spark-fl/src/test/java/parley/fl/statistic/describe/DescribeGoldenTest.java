package parley.fl.statistic.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.statistic.TestTable;

/** Against numpy and Spark's Summarizer, to 1e-9; the splits against each other, to the bit. */
class DescribeGoldenTest {
  private static void close(@Nullable Double found, double expected) {
    assertThat(found).isNotNull().isCloseTo(expected, within(1e-9 * Math.abs(expected)));
  }

  private static ColumnDescription only(Descriptions found) {
    assertThat(found.groups()).hasSize(1);
    assertThat(found.groups().get(0).columns()).hasSize(1);
    return found.groups().get(0).columns().get(0);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "iris,sepal_length,150,876.5,5.843333333333334,.6856935123042507,.3117530585022963,-.5735679489249765,72.27620631992247,150",
    "iris,sepal_width,150,458.6,3.0573333333333337,.189979418344519,.3157671063389348,.18097631752246768,37.820629291433,150",
    "iris,petal_length,150,563.7,3.758,3.1162778523489933,-.2721276664567214,-1.3955358863990055,50.82036993175079,150",
    "iris,petal_width,150,179.9,1.1993333333333336,.581006263982103,-.10193420656560036,-1.3360674052315529,17.38763928772391,150",
    "diabetes-regression,age,442,21445,48.51809954751131,171.84661043904745,-.23059556012398938,-.6771986900987494,1056.5296966957437,442",
    "diabetes-regression,bmi,442,11658.1,26.37579185520362,19.519798124377957,.596116655621437,.0804781286681302,562.227578476901,442",
    "diabetes-regression,bp,442,41833.98,94.64701357466062,191.30440103836412,.2896710382759076,-.5403332293804954,2010.9267798206874,442",
    "diabetes-regression,target,442,67243,152.13348416289594,5943.331347923785,.43906639932477265,-.8866436055681386,3584.8181264884274,442",
    "wdbc,area_mean,569,372631.9,654.8891036906855,123843.55431768109,1.6413905092044112,3.609761264823108,17730.64324411272,569",
    "credit-default,limit_bal,30000,5024529680,167484.32266666667,16834455682.157217,.9928173164820112,.5359735300865474,36695323.764512554,30000",
    "credit-default,bill_amt1,30000,1536699927,51223.3309,5422239962.69883,2.663727827122213,9.80445504270972,15536301.538517106,27992",
    "adult-train,capital_gain,32561,35089324,1077.6488437087312,54542539.17840654,11.953296998194338,154.7754839300256,1346743.8676615534,2712",
    "wine,proline,178,132947,746.8932584269663,99166.71735542438,.7613361671993629,-.2749997054982454,10809.705222622862,178"
  })
  void describe_publicColumn_isNumpys(
      String file,
      String column,
      long n,
      double sum,
      double mean,
      double variance,
      double skewness,
      double kurtosis,
      double normL2,
      long nonzero) {
    ColumnDescription found =
        only(
            TestTable.read(file + ".csv")
                .result(new DescribeStatistic(List.of(column), null, null)));
    assertThat(found.n()).isEqualTo(n);
    assertThat(found.missing()).isZero();
    assertThat(found.numNonZeros()).isEqualTo(nonzero);
    assertThat(found.undefined()).isEmpty();
    close(found.sum(), sum);
    close(found.mean(), mean);
    close(found.variance(), variance);
    close(found.standardDeviation(), Math.sqrt(variance));
    close(found.skewness(), skewness);
    close(found.kurtosis(), kurtosis);
    close(found.normL2(), normL2);
    close(found.weightSum(), n);
  }

  @Test
  void describe_negativeValues_normL1IsOfSizes() {
    TestTable credit = TestTable.read("credit-default.csv");
    double expected = java.util.Arrays.stream(credit.numbers("bill_amt1")).map(Math::abs).sum();
    close(
        only(credit.result(new DescribeStatistic(List.of("bill_amt1"), null, null))).normL1(),
        expected);
  }

  @Test
  void describe_irisBySpecies_isPandas() {
    TestTable iris = TestTable.read("iris.csv");
    Descriptions found =
        iris.result(
            new DescribeStatistic(
                List.of("sepal_width", "petal_length"), iris.category("species"), null));
    assertThat(found.rows()).isEqualTo(150);
    assertThat(found.groups())
        .extracting(GroupDescription::group)
        .containsExactly("setosa", "versicolor", "virginica");
    double[] means = {1.462, 4.26, 5.552};
    double[] deviations = {.1736639964801841, .46991097723995784, .5518946956639835};
    for (int g = 0; g < 3; g++) {
      ColumnDescription petal = found.groups().get(g).columns().get(1);
      assertThat(petal.n()).isEqualTo(50);
      close(petal.mean(), means[g]);
      close(petal.standardDeviation(), deviations[g]);
    }
  }

  @Test
  void describe_adultAgeBySex_isPandas() {
    TestTable adult = TestTable.read("adult-train.csv");
    Descriptions found =
        adult.result(new DescribeStatistic(List.of("age"), adult.category("sex"), null));
    ColumnDescription female = found.group("Female").columns().get(0);
    assertThat(female.n()).isEqualTo(10771);
    assertThat(female.sum()).isEqualTo(397000);
    close(female.mean(), 36.85823043357163);
    close(female.variance(), 196.38370639480618);
    ColumnDescription male = found.group("Male").columns().get(0);
    assertThat(male.n()).isEqualTo(21790);
    assertThat(male.sum()).isEqualTo(859257);
    close(male.mean(), 39.43354749885268);
    close(male.variance(), 178.7737517452998);
  }

  @Test
  void describe_weighted_isSparksSummarizer() {
    TestTable diabetes = TestTable.read("diabetes-regression.csv").with("weight", i -> i % 5 + 1);
    ColumnDescription found =
        only(diabetes.result(new DescribeStatistic(List.of("target"), null, "weight")));
    assertThat(found.n()).isEqualTo(442);
    close(found.weightSum(), 1323);
    close(found.mean(), 152.23431594860168);
    close(found.variance(), 5866.960652747318);
  }

  @Test
  void describe_weightsOfOne_areTheFiguresWithoutWeights() {
    TestTable diabetes = TestTable.read("diabetes-regression.csv").with("weight", i -> 1e-3);
    ColumnDescription weighted =
        only(diabetes.result(new DescribeStatistic(List.of("bmi"), null, "weight")));
    ColumnDescription plain =
        only(diabetes.result(new DescribeStatistic(List.of("bmi"), null, null)));
    close(weighted.mean(), plain.mean());
    close(weighted.variance(), plain.variance());
    close(weighted.skewness(), plain.skewness());
    close(weighted.kurtosis(), plain.kurtosis());
    close(weighted.normL1(), plain.normL1() * 1e-3);
    close(weighted.normL2(), plain.normL2() * Math.sqrt(1e-3));
    close(weighted.sum(), plain.sum() * 1e-3);
  }
}
