package parley.fl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.fl.activation.DivergenceException;
import parley.fl.activation.SigmoidPolynomial;

/** Networks without hidden layer: logistic regressions of one class against the others. */
class LogisticNetworkTest {
  private static final int ROWS = 40;
  private static final int FEATURES = 3;
  private static final int CLASSES = 3;
  private static final int ITERATIONS = 12;
  private static final SigmoidPolynomial SIGMOID = SigmoidPolynomial.leastSquares(9, 20);

  private static double[][] columns() {
    double[][] columns = new double[FEATURES][ROWS];
    for (int j = 0; j < FEATURES; j++) {
      for (int r = 0; r < ROWS; r++) {
        columns[j][r] = 2 * Math.sin(1.3 * r + 2.1 * j);
      }
    }
    return columns;
  }

  private static double[] labels() {
    return IntStream.range(0, ROWS).mapToDouble(r -> r * 7 % CLASSES).toArray();
  }

  private static NetworkTerms.Builder terms() {
    return NetworkTerms.builder(NetworkShape.classifier(FEATURES, List.of(), CLASSES))
        .iterations(ITERATIONS)
        .schedule(StepSchedule.CONSTANT)
        .steps(.4);
  }

  private static NetworkTraining trained(NetworkTerms terms) {
    NetworkRows rows = NetworkRows.of(columns(), labels(), new double[0]);
    NetworkTraining training = new NetworkTraining(terms, terms.steps(1));
    while (!training.done()) {
      training.step(
          rows.sums(training.lookahead(), terms.activation(), terms.outputs(), 0, rows.rows()));
    }
    return training;
  }

  /**
   * Each class by itself, with Horner's rule for the polynomial and Nesterov's in its own words.
   */
  @Test
  void step_noHiddenLayer_isEachClassAgainstTheOthers() {
    NetworkTraining training = trained(terms().build());

    for (int k = 0; k < CLASSES; k++) {
      double[] expected = descended(k, SIGMOID.coefficients());
      for (int j = 0; j <= FEATURES; j++) {
        assertThat(training.weights().get(0, j, k)).isCloseTo(expected[j], within(1e-9));
      }
      assertThat(expected[0]).isNotCloseTo(0, within(.01));
    }
    assertThat(training.halvings()).isZero();
  }

  private static double[] descended(int own, double[] powers) {
    double[][] x = columns();
    double[] labels = labels();
    double[] w = new double[FEATURES + 1];
    double[] v = new double[FEATURES + 1];
    for (int t = 0; t < ITERATIONS; t++) {
      double[] gradient = new double[FEATURES + 1];
      for (int r = 0; r < ROWS; r++) {
        double u = v[FEATURES];
        for (int j = 0; j < FEATURES; j++) {
          u += x[j][r] * v[j];
        }
        double value = 0;
        for (int k = powers.length - 1; k >= 0; k--) {
          value = value * u + powers[k];
        }
        double error = value - (labels[r] == own ? 1 : 0);
        for (int j = 0; j < FEATURES; j++) {
          gradient[j] += error * x[j][r] / ROWS;
        }
        gradient[FEATURES] += error / ROWS;
      }
      for (int j = 0; j <= FEATURES; j++) {
        double next = v[j] - .4 * gradient[j];
        v[j] = next + .9 * (next - w[j]);
        w[j] = next;
      }
    }
    return w;
  }

  /** Nothing is learnt at 0, where each class has the probability 1/2. */
  @Test
  void rule_startOfZeros_errorsOfAHalfAndStepsOfTheSlope() {
    NetworkTerms terms = NetworkTerms.builder(NetworkShape.classifier(5, List.of(), 4)).build();
    assertThat(terms.start().toArray())
        .hasSize(24)
        .matches(w -> Arrays.stream(w).allMatch(x -> x == 0));
    assertThat(terms.rule().firstError()).isCloseTo(.25, within(1e-12));
    assertThat(terms.steps(4)).hasSize(1);
    assertThat(terms.steps(4)[0]).isCloseTo(1 / (4 * SIGMOID.curvature()), within(1e-12));
  }

  @Test
  void step_tooLong_goesBackAndSaysWhere() {
    assertThatThrownBy(() -> trained(terms().steps(500).iterations(40).build()))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("expected a mean squared error of at most 0.5000");
  }
}
