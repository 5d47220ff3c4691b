package parley.fl.statistic.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.fl.statistic.TestTable;
import parley.fl.statistic.grid.Grid;
import parley.json.JsonRecords;

/** Against numpy and scipy: figures to 1e-9, p values to 1e-6. */
class CorrelateGoldenTest {
  private static final List<String> IRIS =
      List.of("sepal_length", "sepal_width", "petal_length", "petal_width");

  private static void close(@Nullable Double found, double expected, double tolerance) {
    assertThat(found).isNotNull().isCloseTo(expected, within(tolerance * Math.abs(expected)));
  }

  private static void close(@Nullable Double found, double expected) {
    close(found, expected, 1e-9);
  }

  @Test
  void covariance_iris_isNumpys() {
    Correlations found = TestTable.read("iris.csv").result(new CovarianceStatistic(IRIS));
    assertThat(found.n()).isEqualTo(150);
    assertThat(found.dropped()).isZero();
    double[] pearson = {
      -.11756978413300208,
      .8717537758865831,
      .8179411262715757,
      -.4284401043305394,
      -.36612593253643927,
      .9628654314027961
    };
    double[] covariance = {
      .6856935123042504,
      -.042434004474272924,
      1.2743154362416111,
      .516270693512304,
      .18997941834451895,
      -.3296563758389261,
      -.12163937360178974,
      3.1162778523489965,
      1.2956093959731547,
      .5810062639821025
    };
    int p = 0;
    int c = 0;
    for (int i = 0; i < 4; i++) {
      for (int j = i; j < 4; j++) {
        close(found.covariance().get(i).get(j), covariance[c++]);
        if (i != j) {
          close(found.correlation().get(i).get(j), pearson[p]);
          close(found.correlation().get(j).get(i), pearson[p++]);
        }
      }
    }
    close(found.cosine().get(0).get(1), .9780132025219611);
    close(found.cosine().get(0).get(2), .9484513463194881);
  }

  @Test
  void covariance_diabetes_isScipys() {
    List<String> names =
        List.of("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6", "target");
    double[] expected = {
      .1878887507189198,
      .043061998451605334,
      .5864501344746885,
      .4414817585625714,
      .21202248101455068,
      .17405358696874265,
      -.3947892506709184,
      .43045288474477267,
      .5658825924427439,
      .38248348424858114
    };
    Correlations found =
        TestTable.read("diabetes-regression.csv").result(new CovarianceStatistic(names));
    for (int j = 0; j < 10; j++) {
      close(found.correlation().get(10).get(j), expected[j]);
    }
    close(found.pValue().get(2).get(10), 3.4660064451669974e-42, 1e-6);
    close(found.lower().get(2).get(10), .5217155989267568);
    close(found.upper().get(2).get(10), .6444700712920269);
    close(found.cosine().get(2).get(10), .9236872414013039);
  }

  @Test
  void spearman_iris_isScipys() {
    List<Grid> grids =
        List.of(Grid.to(4, 8, .1), Grid.to(2, 4.5, .1), Grid.to(1, 7, .1), Grid.to(.1, 2.5, .1));
    RankCorrelations found = TestTable.read("iris.csv").result(new SpearmanStatistic(IRIS, grids));
    double[] expected = {
      -.166777658283235,
      .8818981264349859,
      .8342887759080051,
      -.30963508601557777,
      -.2890317486605841,
      .9376668235763412
    };
    assertThat(found.offGrid()).containsExactly(0L, 0L, 0L, 0L);
    assertThat(found.pairs()).hasSize(6);
    for (int k = 0; k < 6; k++) {
      close(found.pairs().get(k).correlation(), expected[k]);
    }
  }

  @Test
  void spearman_adultAgeAndEducation_isScipys() {
    RankCorrelations found =
        TestTable.read("adult-train.csv")
            .result(
                new SpearmanStatistic(
                    List.of("age", "education_num"),
                    List.of(Grid.to(17, 90, 1), Grid.to(1, 16, 1))));
    close(found.pairs().get(0).correlation(), .06634497399590436);
    close(found.pairs().get(0).pValue(), 4.285518171681314e-33, 1e-6);
  }

  @Test
  void spearman_valuesBesideTheGrid_areCounted() {
    TestTable table =
        TestTable.of(
            Map.of(
                "a",
                List.of("1", "2.2", "3", "9", "-4", ""),
                "b",
                List.of("1", "2", "3", "4", "0", "7")));
    RankCorrelations found =
        table.result(
            new SpearmanStatistic(List.of("a", "b"), List.of(Grid.to(1, 5, 1), Grid.to(0, 4, 1))));
    assertThat(found.n()).isEqualTo(5);
    assertThat(found.dropped()).isEqualTo(1);
    assertThat(found.offGrid()).containsExactly(3L, 0L);
    assertThat(found.pairs().get(0).correlation()).isEqualTo(1);
    assertThat(found.pairs().get(0).pValue()).isZero();
  }

  @Test
  void covariance_zerosConstantsAndMissing_sayWhatIsUndefined() {
    TestTable table =
        TestTable.of(
            Map.of(
                "x", List.of("1", "2", "4", "", "9"),
                "twice", List.of("3", "6", "12", "5", "27"),
                "same", List.of("0.1", "0.1", "0.1", "7", "0.1"),
                "zero", List.of("0", "0", "0", "0", "0")));
    Correlations found =
        table.result(new CovarianceStatistic(List.of("x", "twice", "same", "zero")));
    assertThat(found.n()).isEqualTo(4);
    assertThat(found.dropped()).isEqualTo(1);
    close(found.correlation().get(0).get(1), 1, 1e-12);
    close(found.covariance().get(0).get(1), 3 * 38.0 / 3, 1e-12);
    assertThat(found.correlation().get(0).get(2)).isNull();
    assertThat(found.covariance().get(0).get(2)).isZero();
    close(found.cosine().get(0).get(2), 16 / Math.sqrt(102 * 4.0), 1e-12);
    assertThat(found.cosine().get(0).get(3)).isNull();
    assertThat(found.undefined())
        .isEqualTo(
            Map.of(
                "same", "all values are the same: no correlation",
                "zero", "all values are 0: no correlation and no cosine"));
  }

  @Test
  void covariance_outliersAndShortBlocks_areTheDecimalsFigures() {
    double[] x = new double[1000];
    double[] y = new double[1000];
    Random random = new Random(8);
    for (int i = 0; i < x.length; i++) {
      x[i] = 1e6 + Math.exp(3 * random.nextGaussian());
      y[i] = 1e-6 * (x[i] - 1e6) + 1e-5 * random.nextGaussian();
    }
    TestTable table =
        TestTable.of(
            Map.of(
                "x", Arrays.stream(x).mapToObj(Double::toString).toList(),
                "y", Arrays.stream(y).mapToObj(Double::toString).toList()));
    Correlations found = table.result(new CovarianceStatistic(List.of("x", "y")));
    BigDecimal sx = BigDecimal.ZERO;
    BigDecimal sy = sx;
    BigDecimal sxy = sx;
    for (int i = 0; i < x.length; i++) {
      BigDecimal a = new BigDecimal(x[i]);
      BigDecimal b = new BigDecimal(y[i]);
      sx = sx.add(a);
      sy = sy.add(b);
      sxy = sxy.add(a.multiply(b));
    }
    double expected =
        sxy.subtract(sx.multiply(sy).divide(BigDecimal.valueOf(1000))).doubleValue() / 999;
    close(found.covariance().get(0).get(1), expected, 1e-11);
  }

  @Test
  void statistic_asJson_isTheSameAgain() {
    SpearmanStatistic statistic =
        new SpearmanStatistic(List.of("a", "b"), List.of(Grid.to(1, 5, 1), new Grid(0, .5, 9)));
    String json = JsonRecords.write(statistic, "the statistic");
    assertThat(JsonRecords.read(json, SpearmanStatistic.class, "the statistic"))
        .isEqualTo(statistic);
    CovarianceStatistic covariance = new CovarianceStatistic(List.of("a", "b"));
    json = JsonRecords.write(covariance, "the statistic");
    assertThat(JsonRecords.read(json, CovarianceStatistic.class, "the statistic"))
        .isEqualTo(covariance);
  }
}
