package parley.fl.protection.encrypted.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderDataset;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkTerms;
import parley.fl.param.ToldTraining;
import parley.fl.protection.Engines;
import parley.fl.protection.encrypted.kind.TrainingForecast;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;
import parley.fl.settings.Protection;
import parley.testing.LocalSpark;

/** What a network's training is said to take, beside what one took. */
class NetworkOutlineIT {
  private static final int FEATURES = 5;
  private static final int ROWS_EACH = 40;
  private static final List<String> PROVIDERS = List.of("a", "b", "c");

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

  private static ToldTraining told(int... hidden) {
    List<Integer> layers = new ArrayList<>();
    for (int neurons : hidden) {
      layers.add(neurons);
    }
    NetworkTerms terms =
        NetworkTerms.builder(NetworkShape.classifier(FEATURES, layers, 2)).iterations(4).build();
    return new ToldTraining(NetworkFamily.of(terms)).setMaxIter(4).setLogRingDimension(12);
  }

  private static FitReport trained() {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS_EACH * PROVIDERS.size(); i++) {
      double[] x = random.doubles(FEATURES, -2, 2).toArray();
      String provider = PROVIDERS.get(i % PROVIDERS.size());
      rows.add(RowFactory.create(Vectors.dense(x), x[0] > x[1] ? 1.0 : 0, provider));
    }
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("provider", DataTypes.StringType);
    InputColumns columns = InputColumns.of("features", "label").withProvider("provider");
    try (ProviderDataset data =
        ProviderDataset.of(
            spark.createDataFrame(rows, schema), columns, told(6).settings().family().target())) {
      return Engines.trainer(Protection.ENCRYPTED)
          .train(spark, data, told(6).setRevealWeights(true).settings())
          .report();
    }
  }

  private static long sent(FitReport report, Predicate<FitRound> which) {
    return report.rounds().stream().filter(which).mapToLong(FitRound::bytesPerProvider).sum();
  }

  @Test
  void forecast_ofATraining_isWhatItOpensAndSends() {
    TrainingForecast forecast =
        TrainingForecast.of(told(6).setRevealWeights(true).settings(), PROVIDERS, ROWS_EACH);

    FitReport report = trained();

    assertThat(forecast.iterations()).isEqualTo(4);
    // A look's refresh, and that of the finished model, beside those of each iteration.
    int looks = NetworkSteps.looks(((NetworkFamily) told(6).settings().family()).terms());
    assertThat(report.refreshes()).isEqualTo(forecast.iterations() * forecast.refreshes() + looks);
    assertThat(forecast.choice().weights()).isEqualTo(report.weights());
    assertThat(forecast.choice().precisionBits()).isEqualTo(report.precisionBits());
    // Which classes have rows is looked at before there is a plan.
    assertThat(forecast.openings())
        .containsExactlyElementsOf(
            report.openings().stream().filter(opening -> opening.step() != null).toList());
    List<FitRound> second =
        report.rounds().stream()
            .filter(r -> r.iteration() == 0 && r.name().startsWith("train/"))
            .toList();
    assertThat(forecast.trips()).isEqualTo(second.size());
    assertThat((double) forecast.keyBytes())
        .isCloseTo(sent(report, r -> r.name().startsWith("keys/")), within(10_000.0));
    assertThat((double) forecast.iterationBytes())
        .isCloseTo(
            sent(report, r -> r.iteration() == 0 && r.name().startsWith("train/")),
            within(10_000.0));
    // Openings are not counted.
    assertThat((double) forecast.bytes())
        .isCloseTo(sent(report, r -> !r.name().contains("open")), within(1e6));
  }

  @Test
  void forecast_ofWhatIsNotTrained_refused() {
    ToldTraining cut = told(6).setFeatureClip(100);

    assertThatThrownBy(() -> TrainingForecast.of(cut.settings(), PROVIDERS, ROWS_EACH))
        .hasMessageContaining("expected a feature clip of at most 16.0, got 100.0");
  }
}
