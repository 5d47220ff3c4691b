package parley.fl.protection.encrypted.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.error.InvalidDataException;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderDataset;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.NetworkHead;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkTerms;
import parley.fl.network.NetworkWeights;
import parley.fl.network.TrainedNetwork;
import parley.fl.param.ToldTraining;
import parley.fl.protection.Engines;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.encrypted.network.loop.NetworkJob;
import parley.fl.settings.TrainingSettings;
import parley.testing.LocalSpark;

/** Trainings on rows that do not count the same, encrypted and in clear. */
class WeightedNetworkIT {
  private static final int FEATURES = 5;

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
      String provider = i < 50 ? "a" : i < 70 ? "b" : "c";
      double label = i < 70 && x[0] * x[1] > 1 ? 2 : x[2] > 0 ? 1 : 0;
      double weight = .5 + 3 * random.nextDouble();
      double heavy = i == 75 ? 64.5 : 1;
      double light = 0x1p-5;
      rows.add(RowFactory.create(Vectors.dense(x), label, provider, weight, heavy, light));
    }
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("provider", DataTypes.StringType)
            .add("weight", DataTypes.DoubleType)
            .add("heavy", DataTypes.DoubleType)
            .add("light", DataTypes.DoubleType);
    frame = spark.createDataFrame(rows, schema);
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  private static NetworkFamily family(String layers, NetworkHead head) {
    return NetworkFamily.of(
        NetworkTerms.builder(NetworkShape.read(layers, head)).iterations(4).batchRows(60).build());
  }

  private static ToldTraining told(NetworkFamily family) {
    return new ToldTraining(family)
        .setMaxIter(family.terms().iterations())
        .setLogRingDimension(12)
        .setRevealWeights(true);
  }

  private static TrainingResult train(@Nullable String weight, TrainingSettings settings) {
    InputColumns columns = InputColumns.of("features", "label").withProvider("provider");
    if (weight != null) {
      columns = columns.withWeight(weight);
    }
    try (ProviderDataset data = ProviderDataset.of(frame, columns, settings.family().target())) {
      return Engines.trainer(settings.protection().kind()).train(spark, data, settings);
    }
  }

  private static NetworkWeights weights(TrainingResult result) {
    return result.network().map(TrainedNetwork::network).orElseThrow().weights();
  }

  /** Rows count by themselves, by their class, or both; the errors that are watched do not. */
  @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
  @CsvSource({
    "5-6-3, CLASSES, weight, true",
    "5-4-4-3, CLASSES, , true",
    "5-3, CLASSES, weight, true",
    "5-4-1, VALUE, weight, false"
  })
  void train_weighted_isThatInClear(
      String layers, NetworkHead head, @Nullable String weight, boolean byClass) {
    NetworkFamily equal = family(layers, head);
    NetworkFamily family = byClass ? equal.withClassWeights(List.of(1.0, 3.0, 9.0)) : equal;
    TrainingResult plain = train(weight, told(family).setProtection("plain").settings());

    TrainingResult encrypted = train(weight, told(family).settings());

    assertThat(NetworkJob.error(weights(encrypted), weights(plain)))
        .as("log2 of the largest error; what is opened is flooded to 2^-21")
        .isLessThan(-17);
    TrainingResult unweighted = train(null, told(equal).setProtection("plain").settings());
    assertThat(NetworkJob.error(weights(unweighted), weights(plain)))
        .as("log2 of what weights change")
        .isGreaterThan(-7);
    assertThat(encrypted.report().network().looks())
        .isNotEmpty()
        .zipSatisfy(
            plain.report().network().looks().subList(0, 2),
            (got, expected) ->
                assertThat(got.meanSquare()).isCloseTo(expected.meanSquare(), within(.01)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "heavy | cannot use the rows of provider c: a row's weight is too large under encryption,"
            + " expected at most 64.0; divide the weights by a number, the same at every provider:"
            + " nothing else changes",
        "light | cannot train a network with the protection encrypted: rows count too differently,"
            + " expected a mean weight of at least 0.0625 where the largest may be 64.0, got"
      })
  void train_weightsThatMasksHaveNoRoomFor_refused(String weight, String message) {
    TrainingSettings settings = told(family("5-6-3", NetworkHead.CLASSES)).settings();

    assertThatThrownBy(() -> train(weight, settings))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageStartingWith(message);
  }
}
