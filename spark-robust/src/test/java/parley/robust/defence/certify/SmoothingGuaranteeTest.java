package parley.robust.defence.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import parley.ml.column.RowKeys;
import parley.robust.model.ModelView;
import parley.robust.model.ModelViews;

/** On a linear model the distance to the boundary is known: |w x + b| over the norm of w. */
class SmoothingGuaranteeTest {
  private static final double SIGMA = 0.5;
  private static final double[] WEIGHTS = {1, -2, 2, 4, 0};
  private static final double NORM = 5;
  private static final ModelView LINEAR =
      ModelViews.of(new LogisticRegressionModel("linear", Vectors.dense(WEIGHTS), 0));

  /**
   * At most alpha of the radii exceed the true distance; a bound that wastes nothing comes near
   * alpha, so far fewer would be wrong as well. Both limits are passed by chance once in 10,000.
   */
  @Test
  void certify_linearModel_exceedsTheDistanceWithProbabilityAtMostAlpha() {
    double alpha = 0.05;
    int rows = 4000;
    int exceeded = exceeded(new CohenCertifier(SIGMA, alpha, true), rows);

    assertThat(exceeded)
        .isLessThanOrEqualTo(BinomialDistribution.of(rows, alpha).inverseSurvivalProbability(1e-4))
        .isGreaterThan((int) (rows * alpha / 3));
  }

  @Test
  void certify_pixelDpLinearModel_neverExceedsTheDistance() {
    assertThat(exceeded(new PixelDpCertifier(NoiseKind.GAUSSIAN, SIGMA, 0.05), 500)).isZero();
  }

  @Test
  void certify_manySamples_comesNearTheDistance() {
    double distance = 0.4;
    Votes votes = counter(100, 100_000).votes(row(distance), random(7, "near"));

    Certificate certificate = new CohenCertifier(SIGMA, 0.001, true).certify(votes);

    assertThat(certificate.prediction()).isEqualTo(1);
    assertThat(certificate.radius()).isBetween(0.95 * distance, distance);
  }

  @Test
  void noise_ofBothKinds_hasDeviationSigma() {
    for (NoiseKind kind : NoiseKind.values()) {
      var sampler = kind.sampler(random(1, kind.name()));
      double sum = 0;
      double squares = 0;
      int n = 200_000;
      for (int i = 0; i < n; i++) {
        double x = sampler.sample();
        sum += x;
        squares += x * x;
      }
      assertThat(sum / n).as(kind.name()).isCloseTo(0, within(0.01));
      assertThat(squares / n).as(kind.name()).isCloseTo(1, within(0.02));
    }
  }

  @Test
  void votes_ofTwoIdsOrSeeds_differ_andRepeat() {
    VoteCounter counter = counter(1, 10_000);
    Votes first = counter.votes(row(0.1), random(1, "a"));

    assertThat(counter.votes(row(0.1), random(1, "a")).estimation())
        .containsExactly(first.estimation());
    assertThat(counter.votes(row(0.1), random(1, "b")).estimation())
        .isNotEqualTo(first.estimation());
    assertThat(counter.votes(row(0.1), random(2, "a")).estimation())
        .isNotEqualTo(first.estimation());
  }

  private static int exceeded(Certifier certifier, int rows) {
    VoteCounter counter = counter(20, 1000);
    int exceeded = 0;
    for (int i = 0; i < rows; i++) {
      double distance = 0.05 + 0.8 * i / rows;
      Votes votes = counter.votes(row(distance), random(1, "row " + i));
      Certificate certificate = certifier.certify(votes);
      boolean wrong = !certificate.isAbstained() && certificate.prediction() != 1;
      exceeded += wrong || certificate.radius() > distance ? 1 : 0;
    }
    return exceeded;
  }

  private static VoteCounter counter(int selectionSamples, int samples) {
    return new VoteCounter(
        LINEAR, new Sampling(NoiseKind.GAUSSIAN, SIGMA, selectionSamples, samples, 0));
  }

  private static UniformRandomProvider random(long seed, String id) {
    return RandomSource.XO_SHI_RO_256_PP.create(RowKeys.of(seed, id));
  }

  /** A point at that distance on the side of class 1. */
  private static double[] row(double distance) {
    double[] x = new double[WEIGHTS.length];
    for (int j = 0; j < x.length; j++) {
      x[j] = distance * WEIGHTS[j] / NORM;
    }
    return x;
  }
}
