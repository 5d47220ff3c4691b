package parley.fl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.activation.DivergenceException;

/** Iterations, looks, shares of a batch, and what is refused. */
class NetworkTrainingTest {
  private static final NetworkShape SHAPE = NetworkShape.classifier(2, List.of(2), 2);

  @Test
  void step_threeTimes_isNesterovs() {
    NetworkTraining training = training(3, false);
    double w = training.weights().get(0, 0, 0);
    double v = w;
    for (int t = 0; t < 3; t++) {
      training.step(sums(0.1, 4, 1));
      double next = v - 0.5 * 0.25;
      v = next + 0.9 * (next - w);
      w = next;
    }
    assertThat(training.weights().get(0, 0, 0)).isCloseTo(w, within(1e-12));
    assertThat(training.lookahead().get(0, 0, 0)).isCloseTo(v, within(1e-12));
    assertThat(training.done()).isTrue();
    assertThat(training.looks()).isEmpty();
    assertThat(training.largest()).containsExactly(1, 1);
  }

  /** The look of iteration 3 is bad: back to where the look of iteration 2 was, and half as far. */
  @Test
  void step_badLook_goesBackAndHalvesTheSteps() {
    NetworkTraining training = training(40, true);
    training.step(sums(0.1, 4, 1));
    double[] v = training.lookahead().toArray();
    training.step(sums(0.1, 4, 1));
    assertThat(training.lookahead().toArray()).isNotEqualTo(v);

    training.step(sums(1e6, 4, 1));

    assertThat(training.weights().toArray()).containsExactly(v);
    assertThat(training.lookahead().toArray()).containsExactly(v);
    assertThat(training.halvings()).isEqualTo(1);
    assertThat(training.iteration()).isEqualTo(3);
    training.step(sums(0.1, 4, 1));
    assertThat(training.weights().get(0, 0, 0)).isCloseTo(v[0] - 0.25 * 0.25, within(1e-12));
    assertThat(training.lookahead()).isEqualTo(training.weights());
    training.step(sums(0.1, 4, 1));
    assertThat(training.lookahead()).isNotEqualTo(training.weights());
    assertThat(training.looks())
        .extracting(ErrorWatch.Look::iteration, ErrorWatch.Look::kept)
        .containsExactly(tuple(2, true), tuple(3, false), tuple(4, true), tuple(5, true));
  }

  @Test
  void step_shorterStepsDoNotHelp_endsWithTheIteration() {
    NetworkTraining training = training(40, true);
    training.step(sums(0.1, 4, 1));
    for (int t = 2; t < 6; t++) {
      training.step(sums(Double.NaN, 4, 1));
    }
    double most = 2 * training.looks().get(0).meanSquare();
    assertThat(most).isNaN();
    assertThatThrownBy(() -> training.step(sums(4e6, 4, 1)))
        .isInstanceOf(DivergenceException.class)
        .hasMessageMatching(
            "cannot go on training: it diverges at iteration 6, expected a mean squared error of at"
                + " most [0-9.]+, got 5\\.000e\\+05, with steps halved 4 times; the steps were"
                + " 0\\.5000, 0\\.5000, leave them to the rule or halve them");
  }

  @Test
  void step_nobodyWatchesAndValuesGrow_endsWithTheIteration() {
    NetworkTraining training = training(40, false);
    training.step(sums(0.1, 4, 64));
    assertThatThrownBy(() -> training.step(sums(0.1, 4, 64.01)))
        .isInstanceOf(DivergenceException.class)
        .hasMessage(
            "cannot go on training: it diverges at iteration 2, expected values of at most 64.00"
                + " before an activation, got 64.01; the steps were 0.5000, 0.5000, leave them to"
                + " the rule or halve them, or have the errors watched");
  }

  @Test
  void due_hundredIterations_twoToFifteenThenEveryFifth() {
    assertThat(IntStream.rangeClosed(1, 30).filter(ErrorWatch::due))
        .containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20, 25, 30);
    assertThat(ErrorWatch.looks(30)).isEqualTo(17);
    assertThat(ErrorWatch.looks(1)).isZero();
  }

  private static NetworkTraining training(int iterations, boolean watch) {
    NetworkTerms terms =
        NetworkTerms.builder(SHAPE)
            .iterations(iterations)
            .schedule(StepSchedule.CONSTANT)
            .steps(0.5, 0.5)
            .watch(watch)
            .build();
    return new NetworkTraining(terms, terms.steps(1));
  }

  /** Sums of so many rows with a gradient of 1 for each weight. */
  private static BatchSums sums(double squares, int rows, double largest) {
    double[] gradient = new double[SHAPE.weights()];
    Arrays.fill(gradient, 1);
    return new BatchSums(gradient, squares, rows, new double[] {largest, 1});
  }

  @Test
  void shares_unequalProviders_asTheirRowsAndNoneIsLeftOut() {
    int[] rows = {100, 0, 1, 33, 66};
    BatchShares shares = new BatchShares(rows, 37);
    assertThat(IntStream.range(0, 5).map(shares::rows)).containsExactly(19, 0, 0, 6, 12);
    BatchShares all = new BatchShares(rows, 200);
    assertThat(IntStream.range(0, 5).map(all::rows).toArray()).containsExactly(rows);
    // Iteration 7 of provider 3 begins after 42 rows of its 33.
    assertThat(shares.first(3, 7)).isEqualTo(9);
    assertThat(shares.first(1, 7)).isZero();
    assertThat(shares.first(0, Integer.MAX_VALUE)).isEqualTo(93);
  }

  private static NetworkTerms.Builder terms() {
    return NetworkTerms.builder(SHAPE);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            (ThrowingCallable) () -> NetworkShape.regression(4, List.of()),
            "cannot make a network: expected features, one hidden layer or more and outputs, each"
                + " of at least 1, got [4, 1]"),
        Arguments.of(
            (ThrowingCallable) () -> NetworkShape.classifier(4, List.of(3, 0), 2),
            "cannot make a network: expected features, hidden layers if any and outputs, each of at"
                + " least 1, got [4, 3, 0, 2]"),
        Arguments.of(
            (ThrowingCallable) () -> NetworkShape.classifier(4, List.of(3), 1),
            "cannot make a network: expected an output a class, 2 or more, got 1"),
        Arguments.of(
            (ThrowingCallable) () -> NetworkShape.read("4-3-2", NetworkHead.VALUE),
            "cannot make a network: expected one output, got 2"),
        Arguments.of(
            (ThrowingCallable) () -> NetworkShape.read("4-x-2", NetworkHead.CLASSES),
            "cannot read a network's layers: expected numbers such as 9-64-2, got 4-x-2"),
        Arguments.of(
            (ThrowingCallable) () -> NetworkWeights.of(SHAPE, new double[3]),
            "cannot make a network 2-2-2: expected 12 weights, got 3"),
        Arguments.of(
            (ThrowingCallable) () -> terms().steps(0.1),
            "cannot plan a network's training: expected a step for each of 2 layers, got 1"),
        Arguments.of(
            (ThrowingCallable) () -> terms().steps(0.1, 0),
            "cannot plan a network's training: expected steps above 0, got 0.0"),
        Arguments.of(
            (ThrowingCallable) () -> terms().momentum(1),
            "cannot plan a network's training: expected a momentum from 0 and below 1, got 1.0"),
        Arguments.of(
            (ThrowingCallable) () -> terms().iterations(0),
            "cannot plan a network's training: expected 1 iteration or more, got 0"),
        Arguments.of(
            (ThrowingCallable) () -> terms().gain(0),
            "cannot plan a network's training: expected a gain above 0 and at most 100, got 0.0"),
        Arguments.of(
            (ThrowingCallable) () -> terms().batchRows(-1),
            "cannot plan a network's training: expected 1 row a batch or more, or 0 for a choice,"
                + " got -1"),
        Arguments.of(
            (ThrowingCallable)
                () ->
                    terms()
                        .warmStart(
                            StartWeights.normal(NetworkShape.classifier(2, List.of(3), 2), 1, 1)),
            "cannot start from a model: expected its layers to be 2-2-2, got 2-3-2"),
        Arguments.of(
            (ThrowingCallable) () -> StepSchedule.of("cosine"),
            "cannot choose the schedule: expected falling or constant, got cosine"),
        Arguments.of(
            (ThrowingCallable) () -> terms().build().steps(0),
            "cannot choose steps: expected a largest eigenvalue of the features above 0, got 0.0"),
        Arguments.of(
            (ThrowingCallable) () -> new BatchShares(new int[] {3, 4}, 8),
            "cannot make batches: expected 1 to 7 rows a batch, as many as all providers have, got"
                + " 8"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource
  void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
