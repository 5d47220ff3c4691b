package parley.fl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is public before a training begins: start weights, steps, schedule. */
class NetworkStepsTest {
  private static final NetworkShape SMALL = NetworkShape.classifier(1, List.of(1), 2);

  /** The first three outcomes of the generator's authors' own program for this seed. */
  @Test
  void next_publishedSeed_publishedNumbers() {
    PublicNumbers numbers = new PublicNumbers(1234567);
    assertThat(
            List.of(
                Long.toUnsignedString(numbers.next()),
                Long.toUnsignedString(numbers.next()),
                Long.toUnsignedString(numbers.next())))
        .containsExactly("6457827717110365317", "3203168211198807973", "9817491932198370423");
  }

  /** Moments of 100,001 numbers, each within five of its own deviations. */
  @Test
  void normal_manyNumbers_areNormal() {
    double[] x = new PublicNumbers(1).normal(100_001);
    double root = Math.sqrt(x.length);
    assertThat(mean(x, 1)).isCloseTo(0, within(5 / root));
    assertThat(mean(x, 2)).isCloseTo(1, within(5 * Math.sqrt(2) / root));
    assertThat(mean(x, 3)).isCloseTo(0, within(5 * Math.sqrt(15) / root));
    assertThat(mean(x, 4)).isCloseTo(3, within(5 * Math.sqrt(96) / root));
  }

  private static double mean(double[] x, int power) {
    return DoubleStream.of(x).map(v -> Math.pow(v, power)).average().orElseThrow();
  }

  @Test
  void start_seed_deviationsByInputsAndNoBiases() {
    NetworkShape shape = NetworkShape.classifier(100, List.of(64), 10);
    NetworkWeights start = StartWeights.normal(shape, 0.5, 3);

    double squares = 0;
    for (int j = 0; j < 100; j++) {
      for (int k = 0; k < 64; k++) {
        squares += start.get(0, j, k) * start.get(0, j, k);
      }
    }
    assertThat(Math.sqrt(squares / 6400)).isCloseTo(0.05, within(0.002));
    for (int k = 0; k < 64; k++) {
      assertThat(start.get(0, 100, k)).isZero();
    }
    assertThat(StartWeights.normal(shape, 0.5, 3)).isEqualTo(start);
    assertThat(StartWeights.normal(shape, 0.5, 4)).isNotEqualTo(start);
  }

  /** Of the smallest network both matrices are two by two, so their eigenvalues are known. */
  @Test
  void curvature_smallestNetwork_isTheMatricesEigenvalue() {
    NetworkWeights start = NetworkWeights.of(SMALL, new double[] {0.4, 0.1, 0.7, -0.5, 0, 0.2});
    double[] x = new PublicNumbers(8 ^ 0x726f7773L).normal(4096);
    double[] last = new double[3];
    double[] first = new double[3];
    for (double value : x) {
      double u = 0.4 * value + 0.1;
      add(last, (u * u + u - 1) / 2, 1);
      double slope = (u + 0.5) * Math.sqrt(0.7 * 0.7 + 0.5 * 0.5);
      add(first, slope * value, slope);
    }

    StepRule rule = new StepRule(start, QuadraticActivation.CENTRED, null, 8);

    assertThat(rule.curvature(0)).isCloseTo(top(first), within(1e-6 * top(first)));
    assertThat(rule.curvature(1)).isCloseTo(top(last), within(1e-6 * top(last)));
    assertThat(rule.steps(2))
        .containsExactly(Math.min(3, 1 / rule.curvature(0)) / 2, Math.min(0.1, 1 / top(last)));
  }

  /** Wide enough, so that both steps are the matrices'. */
  @Test
  void steps_sixtyFourNeurons_areTheCurvaturesInverse() {
    NetworkShape shape = NetworkShape.classifier(3, List.of(64), 2);
    StepRule rule =
        new StepRule(StartWeights.normal(shape, 0.5, 2), QuadraticActivation.CENTRED, null, 2);
    assertThat(rule.steps(4)).containsExactly(1 / (4 * rule.curvature(0)), 1 / rule.curvature(1));
  }

  private static void add(double[] matrix, double a, double b) {
    matrix[0] += a * a / 4096;
    matrix[1] += a * b / 4096;
    matrix[2] += b * b / 4096;
  }

  private static double top(double[] m) {
    double half = (m[0] + m[2]) / 2;
    return half + Math.sqrt(half * half - m[0] * m[2] + m[1] * m[1]);
  }

  @Test
  void steps_moreHiddenLayers_areFixedButForTheFeatures() {
    NetworkTerms terms =
        NetworkTerms.builder(NetworkShape.classifier(4, List.of(64, 64), 2)).build();
    assertThat(terms.steps(8)).containsExactly(0.6, 0.1, 0.1);
    NetworkTerms narrow =
        NetworkTerms.builder(NetworkShape.classifier(4, List.of(64, 63), 2)).build();
    assertThat(narrow.steps(8)).containsExactly(0.375, 0.1, 0.1);
    assertThat(terms.gain()).isEqualTo(0.6);
  }

  /** A start of zeros answers 0: of three classes the mean squared error is 1 / 3. */
  @Test
  void firstError_startOfZeros_isTheLabelsOwn() {
    NetworkShape shape = NetworkShape.classifier(2, List.of(2), 3);
    NetworkWeights zeros = NetworkWeights.of(shape, new double[shape.weights()]);
    assertThat(new StepRule(zeros, QuadraticActivation.CENTRED, null, 1).firstError())
        .isCloseTo(1.0 / 3, within(1e-12));
    NetworkShape one = NetworkShape.regression(2, List.of(2));
    NetworkWeights none = NetworkWeights.of(one, new double[one.weights()]);
    assertThat(new StepRule(none, QuadraticActivation.CENTRED, null, 1).firstError())
        .isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "falling, 0, 40, 0.2",
    "falling, 3, 40, 0.74",
    "falling, 4, 40, 0.9",
    "falling, 5, 40, 0.875",
    "falling, 39, 40, 0.025",
    "constant, 0, 40, 1",
    "CONSTANT, 39, 40, 1"
  })
  void factor_iteration_ofTheSchedule(String name, int iteration, int all, double expected) {
    assertThat(StepSchedule.of(name).factor(iteration, all)).isCloseTo(expected, within(1e-12));
  }
}
