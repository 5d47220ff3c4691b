package parley.fl.statistic.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static parley.fl.statistic.linear.LinearStatistic.Errors.CLASSICAL;
import static parley.fl.statistic.linear.LinearStatistic.Errors.CLUSTER;
import static parley.fl.statistic.linear.LinearStatistic.Errors.HC1;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.linear.LinearStatistic.Errors;
import parley.fl.table.TableRows;

/** Against statsmodels, scikit-learn and Spark on the diabetes data, intercept first there. */
class LinearGoldenTest {
  private static final List<String> FEATURES =
      List.of("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6");
  private static final double[] COEFFICIENTS = {
    -334.5671385,
    -.03636122422,
    -22.85964809,
    5.602962092,
    1.116807993,
    -1.089996334,
    .7464504555,
    .3720047151,
    6.533831936,
    68.48312496,
    .2801169893
  };

  private static ModelTable diabetes() {
    return ModelTable.of("diabetes-regression.csv").with("weight", i -> i % 5 + 1);
  }

  private static LinearStatistic linear(double reg, double elasticNet, boolean standardization) {
    return new LinearStatistic(
        "target", FEATURES, null, reg, elasticNet, standardization, true, CLASSICAL);
  }

  private static LinearStatistic errors(Errors errors, @Nullable String weight) {
    return new LinearStatistic("target", FEATURES, weight, 0, 0, true, true, errors);
  }

  /** Of all splits, that must be equal to the bit. */
  private static LinearResult fit(LinearStatistic statistic) {
    ModelTable table = diabetes();
    List<List<TableRows>> splits = table.splits(statistic.columns(), "sex");
    LinearResult first = MemorySums.result(statistic, splits.get(0));
    for (List<TableRows> split : splits) {
      assertThat(MemorySums.result(statistic, split)).isEqualTo(first);
    }
    return first;
  }

  private static void assertFirst(
      LinearResult result,
      Function<Coefficient, Double> figure,
      double relative,
      double... golden) {
    List<Coefficient> rows = result.coefficients();
    assertThat(rows).hasSize(golden.length);
    for (int j = 0; j < golden.length; j++) {
      Coefficient row = rows.get(j == 0 ? rows.size() - 1 : j - 1);
      Assertions.assertThat((double) figure.apply(row))
          .as(row.term())
          .isCloseTo(golden[j], withPercentage(100 * relative));
    }
  }

  @Test
  void ols_diabetes_asStatsmodels() {
    LinearResult result = fit(linear(0, 0, true));
    assertFirst(result, Coefficient::estimate, 1e-8, COEFFICIENTS);
    assertFirst(
        result,
        Coefficient::standardError,
        1e-8,
        67.4546211,
        .2170414354,
        5.835821285,
        .7171055006,
        .2252381692,
        .5733318586,
        .5308343898,
        .7824638456,
        5.958637837,
        15.66971924,
        .2733139504);
    assertFirst(
        result,
        Coefficient::statistic,
        1e-8,
        -4.959884631,
        -.1675312557,
        -3.917126138,
        7.813302349,
        4.958342528,
        -1.901161287,
        1.406183303,
        .4754273532,
        1.096531139,
        4.370411743,
        1.024890932);
    assertFirst(
        result,
        Coefficient::pValue,
        1e-7,
        1.016617292e-06,
        .8670306337,
        .0001041671193,
        4.29639142e-14,
        1.024278392e-06,
        .05794760537,
        .16039024,
        .6347232558,
        .2734586937,
        1.555899087e-05,
        .3059895262);
    double[] got = {
      result.r2().get(),
      result.adjustedR2().get(),
      result.fStatistic(),
      result.fPValue(),
      result.residualVariance(),
      result.rmse(),
      result.explainedVariance(),
      result.logLikelihood(),
      result.aic(),
      result.coefficient("bmi").interval().lower(),
      result.coefficient("bmi").interval().upper()
    };
    double[] golden = {
      .5177484222,
      .5065592905,
      46.27243959,
      3.828649038e-62,
      2932.681637,
      53.47612876,
      3070.188549,
      -2385.992862,
      4795.985724,
      4.193503192,
      7.012420992
    };
    for (int k = 0; k < golden.length; k++) {
      assertThat(got[k]).as("figure " + k).isCloseTo(golden[k], withPercentage(1e-6));
    }
    assertThat(result.rows()).isEqualTo(442);
    assertThat(result.degreesOfFreedom()).isEqualTo(431);
  }

  @Test
  void robust_diabetes_asStatsmodels() {
    LinearResult result = fit(errors(HC1, null));
    assertFirst(result, Coefficient::estimate, 1e-8, COEFFICIENTS);
    assertFirst(
        result,
        Coefficient::standardError,
        1e-8,
        65.05157951,
        .2085891474,
        5.611873876,
        .7262953574,
        .2248726673,
        .5419143219,
        .4878979272,
        .7377754736,
        5.810361792,
        14.78306534,
        .2606783548);
  }

  @Test
  void cluster_tenProviders_asStatsmodels() {
    LinearStatistic statistic = errors(CLUSTER, null);
    LinearResult result = MemorySums.result(statistic, diabetes().deal(statistic.columns(), 10));
    assertThat((double) result.coefficient("bmi").standardError())
        .isCloseTo(.4600040062, withPercentage(1e-6));
    assertThat((double) result.coefficient("s5").standardError())
        .isCloseTo(15.84871962, withPercentage(1e-6));
  }

  @Test
  void weighted_diabetes_asStatsmodels() {
    LinearResult result = fit(errors(CLASSICAL, "weight"));
    assertFirst(
        result,
        Coefficient::estimate,
        1e-8,
        -373.9445904,
        -.08940772965,
        -19.7914143,
        5.616336733,
        1.078528139,
        -1.31871992,
        .9758475774,
        .591231717,
        4.850872741,
        78.8219981,
        .3427976598);
    assertFirst(
        result,
        Coefficient::standardError,
        1e-8,
        67.03814892,
        .221748926,
        5.911566588,
        .7280305643,
        .2321295609,
        .5502793964,
        .5080269038,
        .7641061123,
        6.11079165,
        15.70514108,
        .2737662872);
    assertThat(result.r2().get()).isCloseTo(.5062455284, withPercentage(1e-7));
  }

  @Test
  void ridge_diabetes_asSpark() {
    assertFirst(
        fit(linear(1, 0, true)),
        Coefficient::estimate,
        1e-8,
        -269.9835837,
        -.02435344197,
        -22.24521608,
        5.604132867,
        1.100669229,
        -.4563828153,
        .1751579262,
        -.3655390181,
        4.633100816,
        52.19069717,
        .2977963649);
    assertFirst(
        fit(linear(1, 0, false)),
        Coefficient::estimate,
        1e-8,
        -257.1904703,
        -.02286751681,
        -21.46824802,
        5.76420416,
        1.123556045,
        -.3514256308,
        .06701118385,
        -.4443526122,
        5.27231248,
        46.22751086,
        .3113659794);
  }

  /** Their penalty on squares, alpha / n of scikit-learn, is ours times the label's deviation. */
  @Test
  void ridge_diabetes_asScikitLearn() {
    assertFirst(
        fit(linear(77.00574586945 / 442, 0, false)),
        Coefficient::estimate,
        1e-8,
        -316.0771186,
        -.03285239686,
        -22.60704543,
        5.640405234,
        1.11899757,
        -.9146734843,
        .5849098253,
        .1778852384,
        6.250441779,
        63.17908087,
        .2877669029);
  }

  @Test
  void elasticNet_diabetes_asScikitLearnOnStandardisedColumns() {
    assertStandardised(
        linear(5, 1, true),
        0,
        -2.155407208297718,
        24.215644616586673,
        10.33149570026976,
        0,
        0,
        -7.027194975237914,
        0,
        21.22925483701417,
        0);
    double reg = .5 + .5 * 77.00574586945;
    assertStandardised(
        linear(reg, .5 / reg, true),
        .6378246695624978,
        -5.691797194424,
        18.09752698587336,
        11.4055962573935,
        -.24097470272665605,
        -2.3664270267034446,
        -8.221762156507697,
        5.2971347947375085,
        15.448213067261669,
        5.057306990093659);
  }

  private static void assertStandardised(LinearStatistic statistic, double... golden) {
    LinearResult result = fit(statistic);
    ModelTable table = diabetes();
    for (int j = 0; j < golden.length; j++) {
      String name = FEATURES.get(j);
      double[] x = new double[442];
      Arrays.setAll(x, i -> table.number(name, i));
      double mean = Arrays.stream(x).average().orElseThrow();
      double sd = Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / 442);
      double estimate = result.coefficient(name).estimate() * sd;
      assertThat(estimate).as(name).isCloseTo(golden[j], withPercentage(1e-6));
      assertThat(result.coefficient(name).standardError()).isNull();
    }
  }
}
