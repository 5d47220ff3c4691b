package parley.fl.querier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MarginModelTest {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private static Arguments row(
      MarginModel model, double[] powers, DoubleUnaryOperator function, double most) {
    return Arguments.of(model, powers, function, most);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        row(MarginModel.LOGIT, MarginModel.LOGIT.score(), m -> 1 / (1 + Math.exp(-m)), 2.5e-3),
        row(
            MarginModel.LOGIT,
            MarginModel.LOGIT.last().get(0),
            m -> Math.exp(m) / Math.pow(1 + Math.exp(m), 2),
            6e-3),
        row(
            MarginModel.PROBIT,
            MarginModel.PROBIT.score(),
            m -> NORMAL.density(m) / NORMAL.cumulativeProbability(m),
            4e-4),
        row(
            MarginModel.PROBIT,
            MarginModel.PROBIT.last().get(0),
            m ->
                Math.pow(NORMAL.density(m), 2)
                    / (NORMAL.cumulativeProbability(m) * NORMAL.cumulativeProbability(-m)),
            3e-4),
        row(MarginModel.POISSON, MarginModel.POISSON.score(), Math::exp, 1e-4),
        row(MarginModel.POISSON, MarginModel.POISSON.last().get(0), Math::exp, 1e-4),
        row(MarginModel.GAMMA, MarginModel.GAMMA.score(), Math::exp, 1.5e-4),
        row(MarginModel.GAMMA, MarginModel.GAMMA.last().get(1), m -> Math.exp(2 * m), 1e-4));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void polynomials_overTheInterval_nearTheFunction(
      MarginModel model, double[] powers, DoubleUnaryOperator function, double most) {
    double worst = 0;
    for (int i = -1000; i <= 1000; i++) {
      double u = i / 1000.0;
      double value = 0;
      for (int k = powers.length - 1; k >= 0; k--) {
        value = value * u + powers[k];
      }
      worst = Math.max(worst, Math.abs(value - function.applyAsDouble(model.halfWidth() * u)));
    }
    assertThat(worst).isLessThan(most).isGreaterThan(most / 5);
  }

  /** Noise of a ciphertext grows by its reciprocal. */
  @ParameterizedTest
  @EnumSource
  void polynomials_anyModel_largestPowerHasAWeight(MarginModel model) {
    assertThat(Math.abs(model.score()[model.score().length - 1])).isGreaterThan(0.03);
    for (double[] powers : model.last()) {
      assertThat(Math.abs(powers[powers.length - 1])).isGreaterThan(0.03);
    }
  }
}
