package parley.fl.protection.encrypted.network.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.fl.network.NetworkHead;
import parley.fl.network.NetworkRows;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkTerms;
import parley.fl.network.NetworkWeights;
import parley.fl.network.SmallNetwork;
import parley.fl.optim.ProviderRows;
import parley.fl.protection.encrypted.network.packing.NetworkRing;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.testing.LocalSpark;

/** Iterations under encryption, against the same in clear. */
class NetworkLoopIT {
  private static final CkksParameters INSECURE_SMALL = NetworkJob.parameters(10, true);
  private static final CkksParameters INSECURE_MARKED = NetworkJob.parameters(14, true);

  /** log2 of the largest error, relative to the largest weight. */
  private static final double EXACT = -24;

  private static SparkSession spark;

  @BeforeAll
  static void start() {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  private static void requireEqual(CkksParameters parameters, NetworkJob job) {
    NetworkWeights clear = job.inClear();
    double error = NetworkJob.error(job.encrypted(spark, parameters), clear);
    assertThat(error).as("log2 of the largest error").isLessThan(EXACT);
    assertThat(NetworkJob.error(job.terms().start(), clear)).as("it moves").isGreaterThan(-6);
  }

  private static List<ProviderRows> providers(int features, int classes, int... counts) {
    Random random = new Random(4);
    List<ProviderRows> providers = new ArrayList<>();
    for (int p = 0; p < counts.length; p++) {
      double[][] x = new double[counts[p]][features];
      double[] labels = new double[counts[p]];
      for (int r = 0; r < x.length; r++) {
        Arrays.setAll(x[r], j -> Math.max(-3, Math.min(3, random.nextGaussian())));
        // The last provider lacks the last class.
        labels[r] = random.nextInt(p == counts.length - 1 ? classes - 1 : classes);
      }
      providers.add(NetworkJob.rows("p" + p, x, labels));
    }
    return providers;
  }

  /** The step of 16 rows of three providers that the formulas give in clear. */
  @Test
  void run_oneStepOf432_isTheGoldenStep() {
    SmallNetwork small = SmallNetwork.made();
    NetworkRows rows = small.rows();
    int[] first = {0, 5, 10, 16};
    List<ProviderRows> providers = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      double[][] x = new double[first[p + 1] - first[p]][4];
      double[] labels = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        int row = first[p] + i;
        labels[i] = rows.label(row);
        Arrays.setAll(x[i], j -> rows.value(row, j));
      }
      providers.add(NetworkJob.rows("p" + p, x, labels));
    }
    NetworkJob job = new NetworkJob(small.terms(), providers, 16, 16);

    NetworkWeights got = job.encrypted(spark, INSECURE_SMALL);

    assertThat(
            NetworkJob.error(
                got, NetworkWeights.of(small.terms().shape(), SmallNetwork.afterStep())))
        .as("log2 of the largest error")
        .isLessThan(EXACT);
  }

  @Test
  void run_listenerThatFails_freesTheStatesItWasTold() {
    NetworkTerms terms =
        NetworkTerms.builder(NetworkShape.classifier(4, List.of(3), 2))
            .steps(.2, .3)
            .iterations(4)
            .watch(false)
            .build();
    NetworkJob job = new NetworkJob(terms, providers(4, 2, 8, 8, 8), 16, 24);
    List<Ciphertext> told = new ArrayList<>();

    assertThatThrownBy(
            () ->
                job.encrypted(
                    spark,
                    INSECURE_SMALL,
                    state -> {
                      told.addAll(state.now().weights());
                      told.addAll(state.kept().weights());
                      if (state.step().iteration() == 2) {
                        throw new IllegalStateException("no place to save it");
                      }
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(told).hasSizeGreaterThan(6).allMatch(Ciphertext::isClosed);
  }

  /** Blocks, groups, packs, padding, places without a row, batches of a part of the rows. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16})
  void run_severalIterationsOfUnequalProviders_areThoseInClear(int features) {
    NetworkTerms terms =
        NetworkTerms.builder(NetworkShape.classifier(70, List.of(12), 3))
            .steps(.2, .3)
            .iterations(4)
            .watch(false)
            .build();
    requireEqual(
        INSECURE_SMALL, new NetworkJob(terms, providers(70, 3, 40, 25, 5), 50, 150, features));
  }

  /** The ring of a session that is to predict, of which an iteration uses the lower limbs. */
  @Test
  void run_inTheRingOfPredictions_isTheSameInClear() {
    NetworkTerms terms =
        NetworkTerms.builder(NetworkShape.classifier(5, List.of(6, 4), 3))
            .steps(.2, .2, .3)
            .iterations(3)
            .watch(false)
            .build();
    NetworkJob job = new NetworkJob(terms, providers(5, 3, 20, 12, 8), 32, 32);
    requireEqual(NetworkRing.PREDICTION.parameters(10, true), job);
  }

  /** Blocks, groups, places and slots without a row, a batch of a part of the rows, looks. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {"4-2 | 16 | 16 | 1", "70-3 | 50 | 150 | 4", "6-10 | 60 | 100 | 8"})
  void run_noHiddenLayer_isThatInClear(String layers, int batch, int places, int features) {
    NetworkShape shape = NetworkShape.read(layers, NetworkHead.CLASSES);
    NetworkTerms terms = NetworkTerms.builder(shape).steps(.8).iterations(4).build();
    List<ProviderRows> rows = providers(shape.features(), shape.outputs(), 40, 25, 5);
    requireEqual(
        NetworkRing.PREDICTION.parameters(10, true),
        new NetworkJob(terms, rows, batch, places, features));
  }

  /**
   * Of one block and more, packs with the intercept alone, widths of which either is the larger.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {"4-3-3-2 | 16 | 16", "7-32-20-3 | 60 | 100", "5-6-9-4-3 | 40 | 150"})
  void run_moreHiddenLayers_areThoseInClear(String layers, int batch, int places) {
    NetworkShape shape = NetworkShape.read(layers, NetworkHead.CLASSES);
    NetworkTerms terms =
        NetworkTerms.builder(shape)
            .steps(Collections.nCopies(shape.layers(), .2).stream().mapToDouble(s -> s).toArray())
            .iterations(3)
            .watch(false)
            .build();
    List<ProviderRows> rows = providers(shape.features(), shape.outputs(), 40, 25, 5);
    requireEqual(INSECURE_SMALL, new NetworkJob(terms, rows, batch, places));
  }

  /**
   * Rows that count from 0 to 50 times; the bits that this costs are the heaviest's over the mean.
   */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"5-6-3", "5-6-4-3", "70-3"})
  void run_weightedRows_isThatInClear(String layers) {
    NetworkShape shape = NetworkShape.read(layers, NetworkHead.CLASSES);
    NetworkTerms terms =
        NetworkTerms.builder(shape)
            .steps(Collections.nCopies(shape.layers(), .2).stream().mapToDouble(s -> s).toArray())
            .iterations(3)
            .watch(false)
            .build();
    Random random = new Random(8);
    List<ProviderRows> weighted =
        providers(shape.features(), shape.outputs(), 40, 25, 5).stream()
            .map(of -> weighted(of, r -> r % 5 == 0 ? 0 : Math.pow(50, random.nextDouble())))
            .toList();
    CkksParameters ring =
        shape.layers() == 1 ? NetworkRing.PREDICTION.parameters(10, true) : INSECURE_SMALL;

    requireEqual(ring, new NetworkJob(terms, weighted, 50, 100));
  }

  private static ProviderRows weighted(ProviderRows rows, IntToDoubleFunction weight) {
    double[][] columns =
        IntStream.range(0, rows.features()).mapToObj(rows::column).toArray(double[][]::new);
    double[] labels = IntStream.range(0, rows.rows()).mapToDouble(rows::label).toArray();
    double[] weights = IntStream.range(0, rows.rows()).mapToDouble(weight).toArray();
    return new ProviderRows(rows.provider(), columns, labels, weights);
  }

  @Test
  void run_at128Bits_isTheSameInClear() {
    NetworkTerms terms =
        NetworkTerms.builder(NetworkShape.classifier(9, List.of(64, 16), 2))
            .steps(.1, .1, .2)
            .iterations(2)
            .watch(false)
            .build();
    requireEqual(INSECURE_MARKED, new NetworkJob(terms, providers(9, 2, 60, 30, 30), 120, 120, 2));
  }
}
