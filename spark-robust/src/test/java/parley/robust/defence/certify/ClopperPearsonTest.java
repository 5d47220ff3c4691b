package parley.robust.defence.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClopperPearsonTest {

  /** scipy.stats.beta.ppf(.001, k, n - k + 1). */
  @ParameterizedTest
  @CsvSource({
    "100000, 100000, .999930924833009",
    "99000, 100000, .988989340377475",
    "80000, 100000, .796066071192727",
    "1000, 1000, .993116048420934"
  })
  void lower_alphaOneInAThousand_isScipys(long successes, long trials, double bound) {
    assertThat(ClopperPearson.lower(successes, trials, 0.001)).isCloseTo(bound, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({"1, 20, .05", "7, 20, .001", "20, 20, .01", "500, 1000, .001", "999, 1000, 1e-6"})
  void lower_isWhereSoManySuccessesHaveProbabilityAlpha(int successes, int trials, double alpha) {
    double bound = ClopperPearson.lower(successes, trials, alpha);

    assertThat(BinomialDistribution.of(trials, bound).survivalProbability(successes - 1))
        .isCloseTo(alpha, within(1e-9 * alpha));
  }

  @ParameterizedTest
  @CsvSource({"0, 20, .05", "7, 20, .001", "19, 20, .01", "500, 1000, .001", "1, 1000, 1e-6"})
  void upper_isWhereSoFewSuccessesHaveProbabilityAlpha(int successes, int trials, double alpha) {
    double bound = ClopperPearson.upper(successes, trials, alpha);

    assertThat(BinomialDistribution.of(trials, bound).cumulativeProbability(successes))
        .isCloseTo(alpha, within(1e-9 * alpha));
  }

  @Test
  void bounds_ofNothing_areTrivial() {
    assertThat(ClopperPearson.lower(0, 10, 0.01)).isZero();
    assertThat(ClopperPearson.upper(10, 10, 0.01)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"-1, 10, .1", "11, 10, .1", "0, 0, .1", "5, 10, 0", "5, 10, 1", "5, 10, NaN"})
  void lower_badInput_isRefused(long successes, long trials, double alpha) {
    assertThatThrownBy(() -> ClopperPearson.lower(successes, trials, alpha))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cannot bound a proportion: expected");
  }
}
