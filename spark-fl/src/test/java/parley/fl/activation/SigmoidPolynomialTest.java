package parley.fl.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.fl.activation.SigmoidPolynomial.Approximation;

class SigmoidPolynomialTest {

  @ParameterizedTest
  @CsvSource({"5, 8, 0.07", "9, 12, 0.05", "9, 14, 0.06", "13, 16, 0.05"})
  void evaluate_insideTheInterval_isNearTheSigmoid(int degree, double halfWidth, double error) {
    SigmoidPolynomial p = SigmoidPolynomial.leastSquares(degree, halfWidth);
    for (double z = -halfWidth; z <= halfWidth; z += halfWidth / 500) {
      assertThat(p.evaluate(z)).isCloseTo(SigmoidPolynomial.exact(z), within(error));
    }
  }

  @Test
  void leastSquares_againstNeighbours_hasTheSmallestSquaredError() {
    SigmoidPolynomial best = SigmoidPolynomial.leastSquares(9, 14);
    double[] c = best.unitCoefficients();
    double least = squaredError(c);
    for (int k = 1; k <= 9; k += 2) {
      for (double step : new double[] {-1e-3, 1e-3}) {
        double[] moved = c.clone();
        moved[k] += step;
        assertThat(squaredError(moved)).isGreaterThan(least);
      }
    }
  }

  @Test
  void chebyshev_atItsEdge_errsLessThanLeastSquares() {
    double exact = SigmoidPolynomial.exact(14);
    double chebyshev = SigmoidPolynomial.of(9, 14, Approximation.CHEBYSHEV).evaluate(14);
    double squares = SigmoidPolynomial.leastSquares(9, 14).evaluate(14);
    assertThat(Math.abs(chebyshev - exact)).isLessThan(Math.abs(squares - exact));
  }

  @Test
  void coefficients_inBothBases_giveTheSameValue() {
    SigmoidPolynomial p = SigmoidPolynomial.leastSquares(9, 14);
    double z = 3.7;
    double value = 0;
    for (int k = 9; k >= 0; k--) {
      value = value * z + p.coefficients()[k];
    }
    assertThat(value).isCloseTo(p.evaluate(z), within(1e-12));
    assertThat(p.unitCoefficients()[0]).isEqualTo(0.5);
    assertThat(p.unitCoefficients()[4]).isZero();
  }

  @Test
  void slopes_ofTheDefault_areThoseOfTheTrials() {
    SigmoidPolynomial p = SigmoidPolynomial.leastSquares(9, 14);
    assertThat(p.slopeAtZero()).isCloseTo(0.18449, within(1e-5));
    assertThat(p.largestSlope()).isCloseTo(0.22198, within(1e-5));
    assertThat(p.curvature()).isEqualTo(p.slopeAtZero());
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7, 11})
  void of_negativeLeadingCoefficient_isRefused(int degree) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigmoidPolynomial.leastSquares(degree, 12))
        .withMessageContaining("diverges");
  }

  @ParameterizedTest
  @CsvSource({"4, 12", "33, 12", "-1, 12", "9, 0", "9, NaN", "9, 1000"})
  void of_unusableArguments_isRefused(int degree, double halfWidth) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigmoidPolynomial.leastSquares(degree, halfWidth))
        .withMessageStartingWith("cannot approximate the sigmoid");
  }

  private static double squaredError(double[] unitCoefficients) {
    double sum = 0;
    for (double u = -1; u <= 1; u += 1e-4) {
      double value = 0;
      for (int k = unitCoefficients.length - 1; k >= 0; k--) {
        value = value * u + unitCoefficients[k];
      }
      sum += Math.pow(value - SigmoidPolynomial.exact(14 * u), 2);
    }
    return sum;
  }
}
