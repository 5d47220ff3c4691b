package parley.fl.statistic.glm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.linear.LinearResult;
import parley.fl.statistic.linear.LinearStatistic;

/** Against other ways to the same numbers. */
class GlmOracleTest {
  private static ModelTable table() {
    Random random = new Random(8);
    double[][] x = new double[400][4];
    for (double[] row : x) {
      row[0] = random.nextGaussian();
      row[1] = 100 + random.nextDouble();
      row[2] = 3 + row[0] + row[1] / 20 + random.nextGaussian() / 4;
      row[3] = random.nextDouble() < 1 / (1 + Math.exp(-row[0])) ? 1 : 0;
    }
    return ModelTable.ofRows(400)
        .with("a", i -> x[i][0])
        .with("b", i -> x[i][1])
        .with("y", i -> x[i][2])
        .with("class", i -> x[i][3])
        .with("weight", i -> 8 * (i % 3 + 1));
  }

  /** A Gaussian model with the identity link is a linear regression. */
  @Test
  void fit_gaussianIdentity_asLinearRegression() {
    for (boolean intercept : new boolean[] {true, false}) {
      LinearStatistic linear =
          new LinearStatistic(
              "y",
              List.of("a", "b"),
              "weight",
              0,
              0,
              true,
              intercept,
              LinearStatistic.Errors.CLASSICAL);
      GlmStatistic glm =
          new GlmStatistic(
              "y",
              List.of("a", "b"),
              null,
              "weight",
              GlmModel.of(Family.GAUSSIAN, Link.IDENTITY),
              intercept,
              25,
              1e-10);
      LinearResult expected = MemorySums.result(linear, table().deal(linear.columns(), 3));
      GlmResult got = MemorySums.result(glm, table().deal(glm.columns(), 3));
      for (int j = 0; j < expected.coefficients().size(); j++) {
        Coefficient row = expected.coefficients().get(j);
        Coefficient other = got.coefficients().get(j);
        assertThat(other.estimate()).isCloseTo(row.estimate(), withPercentage(1e-6));
        assertThat((double) other.standardError())
            .isCloseTo(row.standardError(), withPercentage(1e-6));
        assertThat((double) other.pValue()).isCloseTo(row.pValue(), withPercentage(1e-4));
      }
      assertThat((double) got.aic()).isCloseTo(expected.aic(), withPercentage(1e-6));
    }
  }

  /** A whole weight is as many rows. */
  @Test
  void fit_wholeWeights_asRepeatedRows() {
    ModelTable table = table();
    int[] rows =
        IntStream.range(0, 400)
            .flatMap(i -> IntStream.range(0, 8 * (i % 3 + 1)).map(k -> i))
            .toArray();
    ModelTable repeated =
        ModelTable.ofRows(rows.length)
            .with("a", i -> table.number("a", rows[i]))
            .with("class", i -> table.number("class", rows[i]));
    GlmStatistic plain = GlmStatistic.logistic("class", List.of("a"), null, true);
    GlmStatistic weighted = GlmStatistic.logistic("class", List.of("a"), "weight", true);
    GlmResult expected = MemorySums.result(plain, repeated.deal(plain.columns(), 3));
    GlmResult got = MemorySums.result(weighted, table.deal(weighted.columns(), 3));
    for (int j = 0; j < 2; j++) {
      Coefficient row = expected.coefficients().get(j);
      Coefficient other = got.coefficients().get(j);
      assertThat(other.estimate()).isCloseTo(row.estimate(), withPercentage(1e-7));
      assertThat((double) other.standardError())
          .isCloseTo(row.standardError(), withPercentage(1e-7));
    }
    assertThat(got.deviance()).isCloseTo(expected.deviance(), withPercentage(1e-8));
    assertThat((double) got.nullDeviance())
        .isCloseTo(expected.nullDeviance(), withPercentage(1e-8));
    assertThat((double) got.aic()).isCloseTo(expected.aic(), withPercentage(1e-8));
  }

  @Test
  void mean_ofProbit_asCommonsStatistics() {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    for (double x = -8; x <= 8; x += 1.0 / 64) {
      assertThat(Normal.cumulative(x))
          .isCloseTo(normal.cumulativeProbability(x), withPercentage(1e-10));
    }
  }

  @Test
  void slope_ofEachLink_asDifferenceOfMeans() {
    for (Link link : Link.values()) {
      for (double mean : new double[] {.02, .3, .5, .9}) {
        double eta = link.eta(mean);
        double step = 1e-6 * Math.max(1, Math.abs(eta));
        double expected = (link.mean(eta + step) - link.mean(eta - step)) / (2 * step);
        assertThat(link.mean(eta)).isCloseTo(mean, withPercentage(1e-10));
        assertThat(link.slope(eta, mean)).as(link.name()).isCloseTo(expected, offset(1e-6));
      }
    }
  }

  /** Half the deviance falls by (y - mean) / variance for each unit of the mean. */
  @Test
  void deviance_ofEachFamily_differentiatesToItsScore() {
    List<GlmModel> models =
        List.of(
            GlmModel.of(Family.GAUSSIAN, Link.IDENTITY),
            GlmModel.of(Family.BINOMIAL, Link.LOGIT),
            GlmModel.of(Family.POISSON, Link.LOG),
            GlmModel.of(Family.GAMMA, Link.LOG),
            new GlmModel(Family.TWEEDIE, Link.LOG, 1.3),
            new GlmModel(Family.TWEEDIE, Link.LOG, 2.7),
            new GlmModel(Family.NEGATIVE_BINOMIAL, Link.LOG, .7));
    for (GlmModel model : models) {
      for (double y : new double[] {.25, .75}) {
        for (double mean : new double[] {.1, .5, .8}) {
          double slope = (model.deviance(y, mean + 1e-6) - model.deviance(y, mean - 1e-6)) / 2e-6;
          assertThat(-slope / 2)
              .as(model + " " + y + " " + mean)
              .isCloseTo((y - mean) / model.variance(mean), offset(1e-6));
        }
        assertThat(model.deviance(y, y)).isCloseTo(0, offset(1e-14));
      }
    }
  }
}
