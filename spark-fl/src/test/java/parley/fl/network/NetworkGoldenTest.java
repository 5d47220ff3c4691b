package parley.fl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Trainings against numbers that a program in Python and NumPy printed for the same rows, start
 * weights and steps: all rows each iteration, momentum 0.9, constant steps. Test rows are every
 * fifth.
 */
class NetworkGoldenTest {
  private static final double EXACT = 1e-9;
  private static final double SIX_DIGITS = 5.1e-7;

  /** What is compared after an iteration. */
  private record Line(
      int iteration,
      double loss,
      double train,
      double test,
      double first,
      double firstBias,
      double last,
      double lastBias) {}

  /** A run: data, layers, gain, steps, which weight of the first layer, and what came out. */
  private enum Run {
    IRIS(
        List.of(4, 8, 3),
        0.5,
        new double[] {0.3, 0.1},
        new int[] {2, 5},
        new Line(
            1,
            .453163267510,
            .383333,
            .466667,
            -.092388152333,
            -.010986138037,
            .159026121649,
            .045367721254),
        new Line(
            10,
            .075386816459,
            .950000,
            1,
            -.241521771364,
            -.093207774598,
            .034221395461,
            .322095227954),
        new Line(
            40,
            .052790354781,
            .958333,
            .966667,
            -.289503400390,
            -.069944952704,
            -.036941139772,
            .423904477339)),
    DIGITS(
        List.of(64, 16, 10),
        0.5,
        new double[] {0.05, 0.1},
        new int[] {20, 3},
        new Line(
            1,
            .467279258107,
            .165623,
            .144444,
            -.023020655036,
            .003968276576,
            .120721022964,
            .010182257370),
        new Line(
            10,
            .326640327262,
            .677801,
            .666667,
            -.020529460998,
            .015994314002,
            .174571347855,
            .037966922705),
        new Line(
            80,
            .099203102893,
            .951287,
            .938889,
            .094494504866,
            .032408186640,
            .019846965014,
            .020918074414)),
    DEEP_DIGITS(
        List.of(64, 16, 16, 10),
        0.7,
        new double[] {0.05, 0.05, 0.05},
        new int[] {20, 3},
        new Line(
            1,
            .574751646236,
            .107168,
            .072222,
            -.031044571226,
            -.001354277549,
            .174329356978,
            .006534764697),
        new Line(
            40,
            .272493785648,
            .778706,
            .747222,
            -.020703524206,
            .009361303213,
            .141215066224,
            .045061029789),
        new Line(
            80,
            .126980680728,
            .949896,
            .930556,
            .006477495180,
            .021526541248,
            .087430899546,
            .176794913332));

    final NetworkShape shape;
    final double gain;
    final double[] steps;
    final int[] shown;
    final List<Line> lines;

    Run(List<Integer> sizes, double gain, double[] steps, int[] shown, Line... lines) {
      this.shape = new NetworkShape(sizes, NetworkHead.CLASSES);
      this.gain = gain;
      this.steps = steps;
      this.shown = shown;
      this.lines = List.of(lines);
    }

    GoldenNetworks.Table table() {
      if (this != IRIS) {
        GoldenNetworks.Table digits = GoldenNetworks.digits();
        return digits.map(
            IntStream.range(0, 64).mapToObj(j -> (DoubleUnaryOperator) x -> x / 8 - 1).toList());
      }
      GoldenNetworks.Table iris = GoldenNetworks.iris();
      List<DoubleUnaryOperator> scaled = new ArrayList<>();
      for (double[] column : iris.fifth(false).columns()) {
        double mean = Arrays.stream(column).average().orElseThrow();
        double variance =
            Arrays.stream(column).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        scaled.add(x -> (x - mean) / Math.sqrt(variance));
      }
      return iris.map(scaled);
    }
  }

  @ParameterizedTest
  @EnumSource
  void step_goldenRun_sameNumbers(Run run) {
    GoldenNetworks.Table table = run.table();
    GoldenNetworks.Table train = table.fifth(false);
    GoldenNetworks.Table test = table.fifth(true);
    NetworkRows rows = NetworkRows.of(train.columns(), train.labels(), new double[0]);
    NetworkTerms terms =
        NetworkTerms.builder(run.shape)
            .warmStart(GoldenNetworks.start(run.shape, run.gain))
            .schedule(StepSchedule.CONSTANT)
            .steps(run.steps)
            .iterations(80)
            .watch(false)
            .build();
    NetworkTraining training = new NetworkTraining(terms, terms.steps(1));

    for (Line line : run.lines) {
      while (training.iteration() < line.iteration) {
        training.step(
            rows.sums(training.lookahead(), terms.activation(), terms.outputs(), 0, rows.rows()));
      }
      NetworkWeights w = training.weights();
      int last = run.shape.layers() - 1;
      String at = run + " after " + line.iteration;
      double loss =
          rows.sums(w, terms.activation(), terms.outputs(), 0, rows.rows()).squaredErrors()
              / 2
              / rows.rows();
      assertThat(loss).as(at).isCloseTo(line.loss, within(EXACT));
      assertThat(accuracy(w, train)).as(at).isCloseTo(line.train, within(SIX_DIGITS));
      assertThat(accuracy(w, test)).as(at).isCloseTo(line.test, within(SIX_DIGITS));
      assertThat(w.get(0, run.shown[0], run.shown[1])).as(at).isCloseTo(line.first, within(EXACT));
      assertThat(w.get(0, run.shape.features(), 0)).as(at).isCloseTo(line.firstBias, within(EXACT));
      assertThat(w.get(last, 0, 0)).as(at).isCloseTo(line.last, within(EXACT));
      assertThat(w.get(last, run.shape.inputs(last), 1))
          .as(at)
          .isCloseTo(line.lastBias, within(EXACT));
    }
  }

  private static double accuracy(NetworkWeights weights, GoldenNetworks.Table table) {
    Network network = new Network(weights, QuadraticActivation.CENTRED);
    int right = 0;
    for (int r = 0; r < table.labels().length; r++) {
      double[] outputs = network.outputs(table.row(r));
      int best =
          IntStream.range(0, outputs.length)
              .reduce((a, b) -> outputs[b] > outputs[a] ? b : a)
              .orElseThrow();
      right += best == table.labels()[r] ? 1 : 0;
    }
    return (double) right / table.labels().length;
  }

  @Test
  void step_smallNetwork_sameNumbers() {
    SmallNetwork small = SmallNetwork.made();

    NetworkTraining training = small.training();
    training.step(
        small.rows().sums(training.lookahead(), QuadraticActivation.CENTRED, u -> u, 0, 16));

    assertThat(training.weights().toArray())
        .containsExactly(SmallNetwork.afterStep(), within(EXACT));
  }
}
