package parley.fl.protection.encrypted.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.ReferenceData;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderDataset;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.NetworkHead;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkTerms;
import parley.fl.network.NetworkWeights;
import parley.fl.network.StepSchedule;
import parley.fl.network.TrainedNetwork;
import parley.fl.param.ToldTraining;
import parley.fl.protection.Engines;
import parley.fl.protection.PredictionResult;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.encrypted.network.loop.NetworkJob;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.FitRound;
import parley.fl.settings.TrainingSettings;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;
import parley.testing.LocalSpark;

/** Trainings from rows to a network, encrypted and in clear. */
class EncryptedNetworkIT {
  private static final int FEATURES = 5;
  private static final int ITERATIONS = 4;

  private static SparkSession spark;
  private static Dataset<Row> frame;

  @BeforeAll
  static void start() {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    Random random = new Random(6);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      double[] x = random.doubles(FEATURES, -2, 2).toArray();
      x[4] = 7;
      // Unequal providers, of which the last has no row of the class 2.
      String provider = i < 50 ? "a" : i < 70 ? "b" : "c";
      double label = i < 70 && x[0] * x[1] > 1 ? 2 : x[2] > 0 ? 1 : 0;
      rows.add(row(x, label, provider));
    }
    frame = frame(rows);
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  private static Row row(double[] x, double label, String provider) {
    return RowFactory.create(Vectors.dense(x), label, provider);
  }

  private static Dataset<Row> frame(List<Row> rows) {
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("provider", DataTypes.StringType));
  }

  private static NetworkFamily family() {
    return family(FEATURES + "-6-3");
  }

  private static NetworkFamily family(String layers) {
    NetworkTerms terms =
        NetworkTerms.builder(NetworkShape.read(layers, NetworkHead.CLASSES))
            .iterations(ITERATIONS)
            .batchRows(60)
            .watch(false)
            .build();
    return NetworkFamily.of(terms);
  }

  private static ToldTraining told(NetworkFamily family) {
    return new ToldTraining(family).setMaxIter(family.terms().iterations()).setLogRingDimension(12);
  }

  private static TrainingResult train(Dataset<Row> rows, TrainingSettings settings) {
    InputColumns columns = InputColumns.of("features", "label").withProvider("provider");
    try (ProviderDataset data = ProviderDataset.of(rows, columns, settings.family().target())) {
      return Engines.trainer(settings.protection().kind()).train(spark, data, settings);
    }
  }

  private static NetworkWeights weights(TrainingResult result) {
    return result.network().map(TrainedNetwork::network).orElseThrow().weights();
  }

  @Test
  void train_revealed_isThatInClear() {
    TrainingResult plain = train(frame, told(family()).setProtection("plain").settings());
    TrainingResult encrypted = train(frame, told(family()).setRevealWeights(true).settings());

    assertThat(NetworkJob.error(weights(encrypted), weights(plain)))
        .as("log2 of the largest error; what is opened is flooded to 2^-21")
        .isLessThan(-17);
    // Classes; the moments twice, each in two parts; step; row counts; weights.
    // Opened weights are no better than their flooding.
    assertThat(encrypted.report().precisionBits()).isEqualTo(18);
    assertThat(encrypted.report().openings())
        .extracting(o -> o.to() + " " + o.count())
        .containsExactly("ALL 3", "ALL 28", "ALL 3", "ALL 3", "QUERIER 36", "QUERIER 21");
    assertThat(encrypted.report().warnings())
        .contains("the errors were not watched: a training that runs away is not seen")
        .contains("features that do not vary are not learnt from: features[4]");
  }

  /**
   * Answers are those of the network in clear, within the flooding of weights and of answers: with
   * few rows in an opening, whose columns share polynomials, and with as many as it has room for,
   * where an intercept is alone in one.
   */
  @ParameterizedTest(name = "{0}, {1} rows")
  @CsvSource({"5-6-3, 4", "5-6-4-3, 256", "5-4-9-5-3, 3", "5-3, 512", "5-3, 3"})
  void train_sealed_answersAsInClear(String layers, int rowsPerOpening) {
    TrainedNetwork plain =
        train(frame, told(family(layers)).setProtection("plain").settings())
            .network()
            .orElseThrow();
    ToldTraining asked = told(family(layers)).setRowsPerOpening(rowsPerOpening);
    TrainingResult sealed = train(frame, asked.settings());
    SealedModel model = sealed.sealed().orElseThrow();
    assertThat(model.ciphertexts()).hasSize(plain.network().weights().shape().layers());
    assertThat(sealed.network()).isEmpty();
    double[][] rows = new double[10][];
    Random random = new Random(9);
    Arrays.setAll(rows, r -> random.doubles(FEATURES, -2.5, 2.5).toArray());

    PredictionResult result =
        Engines.predictor().predict(spark, model, rows, asked.settings().site());

    double worst = 0;
    for (int r = 0; r < rows.length; r++) {
      double[] expected = plain.outputs(rows[r]);
      assertThat(result.answers()[r]).hasSize(expected.length);
      for (int c = 0; c < expected.length; c++) {
        worst = Math.max(worst, Math.abs(result.answers()[r][c] - expected[c]));
      }
    }
    assertThat(worst).as("largest error of an answer").isPositive().isLessThan(0x1p-12);
    Engines.predictor().release(model);
  }

  /** Steps that are twice too long: the training goes back, here as in clear. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"5-6-3, 1.5 3", "5-6-4-3, 2 2 3", "5-3, 12"})
  void train_stepsTooLong_goesBackAsInClear(String layers, String steps) {
    NetworkFamily watched =
        NetworkFamily.of(
            NetworkTerms.builder(NetworkShape.read(layers, NetworkHead.CLASSES))
                .iterations(6)
                .steps(Stream.of(steps.split(" ")).mapToDouble(Double::parseDouble).toArray())
                .schedule(StepSchedule.CONSTANT)
                .build());
    TrainingResult plain = train(frame, told(watched).setProtection("plain").settings());

    TrainingResult encrypted = train(frame, told(watched).setRevealWeights(true).settings());

    assertThat(plain.report().network().halvings()).isPositive();
    assertThat(encrypted.report().network().halvings())
        .isEqualTo(plain.report().network().halvings());
    assertThat(NetworkJob.error(weights(encrypted), weights(plain))).isLessThan(-17);
    // Before the last iteration nobody looks under encryption.
    assertThat(encrypted.report().network().looks())
        .zipSatisfy(
            plain.report().network().looks().subList(0, 4),
            (got, expected) -> {
              assertThat(got.kept()).isEqualTo(expected.kept());
              assertThat(got.meanSquare()).isCloseTo(expected.meanSquare(), within(.01));
            });
    assertThat(encrypted.report().openings())
        .anyMatch(o -> o.what().startsWith("mean of the squared errors") && o.count() == 4);
  }

  private record Bad(
      String what, UnaryOperator<NetworkFamily> family, UnaryOperator<ToldTraining> told) {
    @Override
    public String toString() {
      return what;
    }
  }

  static List<Arguments> badTrainings() {
    String refused = "cannot train a network with the protection encrypted: ";
    UnaryOperator<NetworkFamily> same = family -> family;
    UnaryOperator<NetworkFamily> wide =
        family ->
            NetworkFamily.of(
                NetworkTerms.builder(NetworkShape.classifier(FEATURES, List.of(6, 9000), 3))
                    .build());
    return List.of(
        Arguments.of(
            new Bad(
                "a hidden layer wider than the ring", wide, told -> told.setRevealWeights(true)),
            "cannot lay out a network: a hidden layer does not fit the ring, expected at most 2048"
                + " neurons, got 9000"),
        Arguments.of(
            new Bad("features that are not cut", same, told -> told.setFeatureClip(100)),
            refused
                + "its numbers are bounded by where features are cut, expected a feature clip of"
                + " at most 16.0, got 100.0"),
        Arguments.of(
            new Bad(
                "a batch of more rows than there are places for",
                family ->
                    NetworkFamily.of(
                        NetworkTerms.builder(family.terms().shape()).batchRows(193).build()),
                told -> told),
            refused
                + "a batch is of more rows than all providers have, expected at most 192 rows a"
                + " batch, got 193"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badTrainings")
  void train_whatIsNotTrained_refusedBeforeAnyKey(Bad bad, String message) {
    TrainingSettings settings = bad.told().apply(told(bad.family().apply(family()))).settings();

    assertThatThrownBy(() -> train(frame, settings)).hasMessage(message);
  }

  private static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends a training after its third gradient. */
  private static final FitListener DYING =
      new FitListener() {
        @Override
        public void roundDone(FitRound round, int iterations) {
          if (round.name().equals(NetworkSteps.GRADIENT) && round.iteration() == 2) {
            throw new Lost();
          }
        }
      };

  @ParameterizedTest(name = "{0}, of all classes alike: {1}")
  @CsvSource({"5-6-3, true", "5-6-4-3, true", "5-3, false"})
  void train_driverLostAndStartedAgain_goesOnToTheSameNetwork(
      String layers, boolean alike, @TempDir Path folder) throws IOException {
    NetworkFamily family =
        family(layers).withClassWeights(alike ? List.of() : List.of(1.0, 2.0, 8.0));
    Path key = folder.resolve("querier.key");
    Files.write(
        key, QuerierKey.generate().export(SecretAccess.forKeyStore(), PassphraseSource.none()));
    TrainingSettings settings =
        told(family)
            .setRevealWeights(true)
            .setQuerierKey(key.toString())
            .setQuerierKeyPassphraseFrom("none")
            .setKeyStore(folder.resolve("stores").toString())
            .setKeyStorePassphraseFrom("none")
            .setCheckpointPath(folder.resolve("checkpoint").toString())
            .setCheckpointInterval(1)
            .settings();
    assertThatThrownBy(() -> train(frame, settings.with(DYING))).isInstanceOf(Lost.class);

    TrainingResult resumed = train(frame, settings);

    TrainingResult plain = train(frame, told(family).setProtection("plain").settings());
    assertThat(NetworkJob.error(weights(resumed), weights(plain))).isLessThan(-17);
    assertThat(resumed.report().warnings())
        .anyMatch(w -> w.startsWith("resumed at iteration 2 as attempt 1"));
    String stepped = layers.equals("5-3") ? NetworkSteps.OUTPUT : NetworkSteps.HIDDEN;
    assertThat(resumed.report().rounds())
        .filteredOn(round -> round.name().equals(stepped))
        .extracting(FitRound::iteration)
        .containsExactly(0, 1, 2);
  }

  /** At 128 bits, on public rows. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"9-64-2, 770", "9-2, 20"})
  void train_breastCancerAt128Bits_isThatInClear(String layers, int weights) {
    ReferenceData data = ReferenceData.breastCancerWisconsin();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < data.rows(); i++) {
      rows.add(row(data.row(i), data.label(i), "p" + i % 3));
    }
    NetworkTerms terms =
        NetworkTerms.builder(NetworkShape.read(layers, NetworkHead.CLASSES))
            .iterations(2)
            .watch(false)
            .build();
    ToldTraining told = new ToldTraining(NetworkFamily.of(terms)).setMaxIter(2);
    Dataset<Row> all = frame(rows);

    TrainingResult encrypted = train(all, told.setRevealWeights(true).settings());
    TrainingResult plain = train(all, told.setProtection("plain").settings());

    assertThat(encrypted.report().encryption().securityBits()).isEqualTo(128);
    assertThat(NetworkJob.error(weights(encrypted), weights(plain)))
        .as("log2 of the largest error; what is opened is flooded to 2^-21")
        .isLessThan(-17);
    assertThat(encrypted.report().opened(Audience.QUERIER)).isEqualTo(weights);
  }
}
