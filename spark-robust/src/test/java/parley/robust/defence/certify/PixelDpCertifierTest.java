package parley.robust.defence.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class PixelDpCertifierTest {
  private static final double ALPHA = 0.001;
  private static final double SIGMA = 0.5;

  @Test
  void certify_laplaceTwoClasses_isHalfTheLogOfTheOdds() {
    double lower = ClopperPearson.lower(950, 1000, ALPHA);

    Certificate certificate = laplace().certify(votes(50, 950));

    assertThat(certificate.prediction()).isEqualTo(1);
    assertThat(certificate.radius())
        .isCloseTo(SIGMA / Math.sqrt(2) * Math.log(lower / (1 - lower)) / 2, within(1e-12));
  }

  /** With p at its largest the classifier is 1 beyond a half-space: no L1 bound is larger. */
  @Test
  void certify_laplace_isBelowWhatAHalfSpaceAllows() {
    double scale = SIGMA / Math.sqrt(2);
    double lower = ClopperPearson.lower(950, 1000, ALPHA);
    // P(noise in one feature > -distance) = lower.
    double distance = -scale * Math.log(2 * (1 - lower));

    assertThat(laplace().certify(votes(50, 950)).radius()).isBetween(distance / 2, distance);
  }

  @Test
  void certify_gaussian_isWhatABruteForceSearchOfTheirConditionFinds() {
    double lower = ClopperPearson.lower(95_000, 100_000, ALPHA);
    double upper = 1 - lower;
    double best = 0;
    for (double delta = 1e-5; delta < 0.5; delta += 1e-5) {
      double factor = Math.sqrt(2 * Math.log(1.25 / delta)) / SIGMA;
      double radius = 0;
      double step = 0.05;
      while (step > 1e-9) {
        boolean holds = holds(lower, upper, (radius + step) * factor, delta);
        radius += holds ? step : 0;
        step = holds ? step : step / 2;
      }
      best = Math.max(best, radius);
    }

    double radius = gaussian().certify(votes(95_000, 5_000)).radius();

    assertThat(radius).isCloseTo(best, within(1e-5 * best));
  }

  private static boolean holds(double lower, double upper, double epsilon, double delta) {
    return epsilon <= 1 && lower > Math.exp(2 * epsilon) * upper + (1 + Math.exp(epsilon)) * delta;
  }

  /**
   * The classic bound of the Gaussian mechanism, checked with its exact delta (Balle and Wang 2018,
   * https://arxiv.org/abs/1805.06530, theorem 8) over all that the search may use.
   */
  @Test
  void gaussianMechanism_everyEpsilonAndDeltaInUse_isPrivate() {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    for (double delta = 1e-9; delta < 0.5; delta *= 1.3) {
      for (double epsilon = 0.01; epsilon <= 1; epsilon += 0.01) {
        double change = epsilon / Math.sqrt(2 * Math.log(1.25 / delta));
        double exact =
            normal.cumulativeProbability(change / 2 - epsilon / change)
                - Math.exp(epsilon) * normal.cumulativeProbability(-change / 2 - epsilon / change);
        assertThat(exact).as("epsilon %s, delta %s", epsilon, delta).isLessThanOrEqualTo(delta);
      }
    }
  }

  @Test
  void certify_gaussian_isBelowSmoothing() {
    Votes votes = votes(990, 10);

    double smoothing = new CohenCertifier(SIGMA, ALPHA, true).certify(votes).radius();

    assertThat(gaussian().certify(votes).radius()).isPositive().isLessThan(smoothing);
  }

  @Test
  void certify_manyClasses_boundsAllAtOnce() {
    double lower = ClopperPearson.lower(450, 1000, ALPHA / 4);
    double upper = ClopperPearson.upper(250, 1000, ALPHA / 4);

    Certificate certificate = laplace().certify(votes(150, 450, 250, 150));

    assertThat(certificate.prediction()).isEqualTo(1);
    assertThat(certificate.radius())
        .isCloseTo(SIGMA / Math.sqrt(2) * Math.log(lower / upper) / 2, within(1e-12));
  }

  @Test
  void certify_boundsThatOverlap_abstains() {
    assertThat(gaussian().certify(votes(520, 480)).isAbstained()).isTrue();
    assertThat(laplace().certify(votes(340, 330, 330)).isAbstained()).isTrue();
  }

  private static Certifier laplace() {
    return new PixelDpCertifier(NoiseKind.LAPLACE, SIGMA, ALPHA);
  }

  private static Certifier gaussian() {
    return new PixelDpCertifier(NoiseKind.GAUSSIAN, SIGMA, ALPHA);
  }

  private static Votes votes(long... counts) {
    return new Votes(counts, counts);
  }
}
