package parley.mhe.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often each integer comes, against exact probabilities. */
class DiscreteGaussianTest {
  private static final int DRAWS = 200_000;

  /** Of 200,000 draws a share p has a deviation of at most .0012: five of them. */
  private static final double SHARE = .006;

  private static LongSupplier source(long seed) {
    return new SplittableRandom(seed)::nextLong;
  }

  private static double share(long[] draws, long value) {
    return LongStream.of(draws).filter(x -> x == value).count() / (double) draws.length;
  }

  private static long[] gaussian(String sigma, long seed) {
    DiscreteGaussian distribution = DiscreteGaussian.of(new BigDecimal(sigma));
    LongSupplier words = source(seed);
    return LongStream.generate(() -> distribution.draw(words)).limit(DRAWS).toArray();
  }

  /** P(0), P(1), P(2), variance and P(|x| <= 1) as mpmath has them. */
  @ParameterizedTest
  @CsvSource({
    ".5, .786570707041948, .106450769423145, .000263865076415429, .215012675088138, .999472245888",
    "1, .398942278266862, .241970723224461, .0539909662243053, .999999788767728, .882883724716",
    "2, .199471140200716, .17603266338215, .120985362259572, 4, .551536466965",
    "10, .0398942280401433, .0396952547477012, .0391042693975456, 100, .119284737536"
  })
  void draw_manyNumbers_theGoldenShares(
      String sigma, double p0, double p1, double p2, double variance, double near) {
    long[] draws = gaussian(sigma, 1);
    assertThat(share(draws, 0)).isCloseTo(p0, within(SHARE));
    for (int sign : new int[] {-1, 1}) {
      assertThat(share(draws, sign)).isCloseTo(p1, within(SHARE));
      assertThat(share(draws, 2L * sign)).isCloseTo(p2, within(SHARE));
    }
    assertThat(share(draws, 0) + share(draws, 1) + share(draws, -1)).isCloseTo(near, within(SHARE));
    double squares = LongStream.of(draws).mapToDouble(x -> (double) x * x).average().orElseThrow();
    assertThat(squares).isCloseTo(variance, within(.02 * variance));
    assertThat(LongStream.of(draws).average().orElseThrow())
        .isCloseTo(0, within(5 * Math.sqrt(variance / DRAWS)));
  }

  /**
   * Chi-square of all integers within 2.5 deviations and the two tails: 99.99 % are below its
   * bound.
   */
  @ParameterizedTest
  @CsvSource({".8, 28", "1.5, 36", "3.25, 53", "7, 80"})
  void draw_manyNumbers_chiSquareOfAllShares(String sigma, double bound) {
    double s = Double.parseDouble(sigma);
    int most = (int) Math.ceil(2.5 * s);
    double[] weights = new double[2 * most + 3];
    for (int x = -60 * most; x <= 60 * most; x++) {
      int cell = Math.max(-most - 1, Math.min(most + 1, x)) + most + 1;
      weights[cell] += Math.exp(-x * (double) x / (2 * s * s));
    }
    double all = Arrays.stream(weights).sum();
    long[] counts = new long[weights.length];
    for (long x : gaussian(sigma, 2)) {
      counts[(int) Math.max(-most - 1, Math.min(most + 1, x)) + most + 1]++;
    }
    double chiSquare = 0;
    for (int k = 0; k < counts.length; k++) {
      double expected = DRAWS * weights[k] / all;
      chiSquare += (counts[k] - expected) * (counts[k] - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(bound);
  }

  @ParameterizedTest
  @CsvSource({"1, .46211715726001, .170003401568548", "10, .04995837495788, .0452042070061605"})
  void laplace_manyNumbers_theGoldenShares(long scale, double p0, double p1) {
    LongSupplier words = source(3);
    long[] draws =
        LongStream.generate(() -> DiscreteGaussian.laplace(scale, words)).limit(DRAWS).toArray();
    assertThat(share(draws, 0)).isCloseTo(p0, within(SHARE));
    assertThat(share(draws, 1)).isCloseTo(p1, within(SHARE));
    assertThat(share(draws, -1)).isCloseTo(p1, within(SHARE));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4, .778800783071",
    "1, 2, .606530659713",
    "1, 1, .367879441171",
    "2, 1, .135335283237",
    "0, 1, 1"
  })
  void exponential_manyTimes_theGoldenShares(long a, long b, double expected) {
    LongSupplier words = source(4);
    long hits =
        LongStream.range(0, DRAWS)
            .filter(
                k ->
                    DiscreteGaussian.exponential(
                        BigInteger.valueOf(a), BigInteger.valueOf(b), words))
            .count();
    assertThat(hits / (double) DRAWS).isCloseTo(expected, within(SHARE));
  }

  @Test
  void draw_ofASeed_theSameAgainAndOthersOfAnother() {
    DiscreteGaussian distribution = DiscreteGaussian.of(new BigDecimal("1000.5"));
    long[] first = distribution.draw(Seed.of(new byte[32]), 2000);
    assertThat(distribution.draw(Seed.of(new byte[32]), 2000)).isEqualTo(first);
    byte[] other = new byte[32];
    other[31] = 1;
    assertThat(distribution.draw(Seed.of(other), 2000)).isNotEqualTo(first);
    assertThat(Arrays.copyOf(first, 1000)).isNotEqualTo(Arrays.copyOfRange(first, 1000, 2000));
    double squares = LongStream.of(first).mapToDouble(x -> (double) x * x).average().orElseThrow();
    assertThat(Math.sqrt(squares)).isCloseTo(1000.5, within(80.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1048577", "0.0000001"})
  void of_deviationOutOfRange_refused(String sigma) {
    assertThatThrownBy(() -> DiscreteGaussian.of(new BigDecimal(sigma)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got ");
    assertThat(DiscreteGaussian.of(new BigDecimal("1048576")).sigma())
        .isEqualByComparingTo("1048576");
  }
}
