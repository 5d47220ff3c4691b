package parley.fl.family.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.activation.PolynomialBasis;
import parley.fl.activation.SigmoidPolynomial;

class SigmoidFitTest {

  /**
   * Base rates from .001 to 1/2, ranges from 4 to the 12 that the polynomial is said to be good
   * for, and one beyond. Slopes are kept from turning negative at 81 points; between them the
   * polynomial may fall back by {@code dip}.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, 4, 2e-3, 5e-3",
    "-0.65, -0.1, 1.4, 6.2, 2e-3, 5e-3",
    "-1.3, -0.2, 1.2, 8.8, 1e-2, 5e-3",
    "-2.9, -0.4, 1.1, 7.4, 5e-3, 5e-3",
    "-6.2, -1, 1.5, 11.4, 3e-2, 5e-3",
    "2.2, 0.3, 2, 12, 3e-2, 5e-3",
    "-0.5, -0.2, 4, 20, 0.2, 1e-2"
  })
  void fit_whereRowsLie_isCloseAndIncreasesAQuarterBeyond(
      double logit, double mean, double deviation, double range, double close, double dip) {
    FittedSigmoid p = SigmoidFit.of(logit, new MarginSpread(mean, deviation), range);

    assertThat(p.degree()).isBetween(9, 15);
    assertThat(p.range()).isEqualTo(range);
    double highest = p.evaluate(-1.25 * range);
    for (int k = -999; k <= 1000; k++) {
      double u = 1.25 * range * k / 1000;
      double value = p.evaluate(u);
      assertThat(value).as("at %s", u).isGreaterThanOrEqualTo(highest - dip);
      if (Math.abs(u - mean) <= 2 * deviation && Math.abs(u) <= range) {
        assertThat(value).as("at %s", u).isCloseTo(1 / (1 + Math.exp(-logit - u)), within(close));
      }
      highest = Math.max(highest, value);
    }
  }

  /**
   * Small changes of the coefficients that keep the slopes and the lead from turning negative make
   * the weighted squared error no smaller: the oracle knows nothing of how the fit was found.
   */
  @ParameterizedTest
  @CsvSource({"0, 0, 1, 5", "-0.65, -0.1, 1.4, 6.2", "-4, -0.6, 1.3, 9", "-1, -0.2, 3, 14"})
  void fit_changed_isNoBetter(double logit, double mean, double deviation, double range) {
    FittedSigmoid p = SigmoidFit.of(logit, new MarginSpread(mean, deviation), range);
    double[] best = p.powers(1.25 * range);
    double[] c = Arrays.copyOf(best, 16);
    double least = error(c, logit, mean, deviation, range);
    Random random = new Random(5);
    int tried = 0;
    for (int k = 0; k < 4000; k++) {
      double[] other = c.clone();
      // Chebyshev polynomials keep changes alike over the interval.
      int degree = random.nextInt(16);
      double size = Math.pow(10, -2 - 4 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
      double[] term = PolynomialBasis.chebyshevToPowers(unit(degree));
      for (int i = 0; i < term.length; i++) {
        other[i] += size * term[i];
      }
      if (increases(other)) {
        tried++;
        assertThat(error(other, logit, mean, deviation, range)).isGreaterThan(least - 1e-9);
      }
    }
    assertThat(tried).isGreaterThan(20);
  }

  private static double[] unit(int degree) {
    double[] series = new double[degree + 1];
    series[degree] = 1;
    return series;
  }

  private static boolean increases(double[] c) {
    for (int i = 0; i <= 80; i++) {
      double x = Math.cos(Math.PI * i / 80);
      double slope = 0;
      for (int k = 15; k >= 1; k--) {
        slope = slope * x + k * c[k];
      }
      if (slope < 0) {
        return false;
      }
    }
    return c[15] >= 0;
  }

  private static double error(
      double[] c, double logit, double mean, double deviation, double range) {
    double sum = 0;
    double s = deviation;
    for (int i = 0; i <= 400; i++) {
      double u = range * (i / 200.0 - 1);
      double value = 0;
      for (int k = 15; k >= 0; k--) {
        value = value * u / (1.25 * range) + c[k];
      }
      double n = (u - mean) / s;
      double weight = Math.exp(-n * n / 2) / (s * Math.sqrt(2 * Math.PI)) + 0.005 / range;
      double e = value - 1 / (1 + Math.exp(-logit - u));
      sum += weight * e * e;
    }
    return sum;
  }

  @Test
  void shifted_evaluatesTheOddPolynomialAtTheMargin() {
    SigmoidPolynomial odd = SigmoidPolynomial.leastSquares(9, 14);
    FittedSigmoid p = FittedSigmoid.shifted(odd, -1.7);
    for (double u = -15; u <= 15; u += 0.5) {
      assertThat(p.evaluate(u)).isCloseTo(odd.evaluate(u - 1.7), within(1e-12));
    }
    double rise = (p.evaluate(2.0001) - p.evaluate(1.9999)) / 2e-4;
    assertThat(p.slope(2)).isCloseTo(rise, within(1e-6));
  }

  @Test
  void spread_ofTheBaseRate_hasItsMeanWhereTheRateIsKept() {
    BaseRate rate = BaseRate.of(30, 1000, 1000, true);
    MarginSpread spread = MarginSpread.of(rate, 2.5);
    assertThat(spread.mean() * spread.mean() + spread.deviation() * spread.deviation())
        .isCloseTo(2.5, within(1e-9));
    Random random = new Random(9);
    double sum = 0;
    for (int k = 0; k < 400_000; k++) {
      double u = spread.mean() + spread.deviation() * random.nextGaussian();
      sum += 1 / (1 + Math.exp(-rate.logit() - u));
    }
    assertThat(sum / 400_000).isCloseTo(0.03, within(4e-4));
    assertThat(BaseRate.of(0, 50, 50, true).rate()).isEqualTo(0.01);
    assertThat(BaseRate.of(25, 50, 50, false).logit()).isZero();
  }
}
