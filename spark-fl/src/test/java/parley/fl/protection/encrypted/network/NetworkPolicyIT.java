package parley.fl.protection.encrypted.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.error.ParleyException;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderDataset;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkTerms;
import parley.fl.param.ToldTraining;
import parley.fl.protection.Engines;
import parley.fl.protection.SealedModel;
import parley.fl.protection.TrainingResult;
import parley.fl.settings.SiteSettings;
import parley.fl.settings.TrainingSettings;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;
import parley.testing.LocalSpark;

/** The narrowest policy under which a network trains, and what each word less refuses. */
class NetworkPolicyIT {
  private static final int FEATURES = 4;
  private static final int ITERATIONS = 3;
  private static final List<String> WORDS =
      List.of("sums", "curvature", "looks", "weights", "counts");

  /** Both layers' 15 and 8 weights, each in four attempts. */
  private static final long ROWS = 92;

  /** The moments twice, in two parts; step; row counts; one look in four attempts. */
  private static final long NUMBERS = 34;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static Dataset<Row> frame;
  private static QuerierKey key;

  private static final NetworkShape SHAPE = NetworkShape.classifier(FEATURES, List.of(3), 2);

  @BeforeAll
  static void start() throws IOException {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    key = QuerierKey.generate();
    Files.write(
        folder.resolve("key"), key.export(SecretAccess.forKeyStore(), PassphraseSource.none()));
    Random random = new Random(9);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      double[] x = random.doubles(FEATURES, -2, 2).toArray();
      double label = x[0] * x[1] > 0 ? 1 : 0;
      rows.add(RowFactory.create(Vectors.dense(x), label, "p" + i % 3));
    }
    frame =
        spark.createDataFrame(
            rows,
            new StructType()
                .add("features", SQLDataTypes.VectorType())
                .add("label", DataTypes.DoubleType)
                .add("provider", DataTypes.StringType));
  }

  @AfterAll
  static void stop() {
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  private static TrainingResult train(String name, List<String> words, long rows, long numbers)
      throws IOException {
    return train(name, words, rows, numbers, List.of(3));
  }

  private static TrainingResult train(
      String name, List<String> words, long rows, long numbers, List<Integer> hidden)
      throws IOException {
    return train(name, words, rows, numbers, hidden, "", true);
  }

  private static TrainingResult train(
      String name,
      List<String> words,
      long rows,
      long numbers,
      List<Integer> hidden,
      String rules,
      boolean reveal)
      throws IOException {
    Path policies = Files.createDirectory(folder.resolve(name));
    for (String provider : List.of("p0", "p1", "p2")) {
      Files.writeString(
          policies.resolve(provider + ".json"),
          "{\"version\":2,\"queriers\":[\"%s\"],\"rows\":%d,\"numbers\":%d,\"mayOpen\":[\"%s\"]%s}"
              .formatted(key.fingerprint(), rows, numbers, String.join("\",\"", words), rules));
    }
    NetworkTerms terms =
        NetworkTerms.builder(NetworkShape.classifier(FEATURES, hidden, 2))
            .iterations(ITERATIONS)
            .build();
    TrainingSettings settings =
        new ToldTraining(NetworkFamily.of(terms))
            .setMaxIter(ITERATIONS)
            .setLogRingDimension(12)
            .setRevealWeights(reveal)
            .setRowsPerOpening(4)
            .setQuerierKey(folder.resolve("key").toString())
            .setQuerierKeyPassphraseFrom("none")
            .setPolicy(policies.toString())
            .settings();
    InputColumns columns = InputColumns.of("features", "label").withProvider("provider");
    try (ProviderDataset data = ProviderDataset.of(frame, columns, settings.family().target())) {
      return Engines.trainer(settings.protection().kind()).train(spark, data, settings);
    }
  }

  @Test
  void train_narrowestPolicy_opensWhatItAllows() throws IOException {
    TrainingResult result = train("narrowest", WORDS, ROWS, NUMBERS);

    assertThat(result.network()).isPresent();
    // Classes, which are no opening of the plan; then by sums, curvature, counts, looks, weights.
    assertThat(result.report().openings())
        .extracting(o -> o.to() + " " + o.count())
        .containsExactly("ALL 2", "ALL 24", "ALL 3", "ALL 3", "ALL 1", "QUERIER 15", "QUERIER 8");
  }

  /** No other word, and the rows of 12 weights more. */
  @Test
  void train_narrowestPolicyOfMoreLayers_opensEachLayer() throws IOException {
    TrainingResult result = train("deep", WORDS, ROWS + 4 * 12, NUMBERS, List.of(3, 3));

    assertThat(result.report().openings())
        .filteredOn(o -> o.to().name().equals("QUERIER"))
        .extracting(o -> o.what() + " " + o.count())
        .containsExactly(
            "the weights of hidden layer 1 15",
            "the weights of hidden layer 2 12",
            "the weights of the last layer 8");
  }

  /** Rules on rows are kept by what asks how many rows there are, which no training does. */
  @Test
  void train_policyWithLeastRows_refusedBeforeAnyRound() {
    assertThatThrownBy(
            () -> train("gated", WORDS, ROWS, NUMBERS, List.of(3), ",\"leastRows\":10", true))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("the plan does not ask for enough rows before it opens sums");
  }

  /**
   * A sealed network needs the word margins and no weights, and answers as long as rows are left.
   */
  @Test
  void predict_sealed_answersWithinTheRowBudget() throws IOException {
    List<String> words = List.of("sums", "curvature", "counts", "looks");
    assertThatThrownBy(() -> train("sealed-without", words, 100, NUMBERS, List.of(3), "", false))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("got predict/answers, 128 x 1 openings of all coefficients to the");
    List<String> all = new ArrayList<>(words);
    all.add("margins");
    SealedModel model =
        train("sealed", all, 8, NUMBERS, List.of(3), "", false).sealed().orElseThrow();
    SiteSettings site =
        new ToldTraining(NetworkFamily.of(NetworkTerms.builder(SHAPE).build()))
            .setQuerierKey(folder.resolve("key").toString())
            .setQuerierKeyPassphraseFrom("none")
            .settings()
            .site();

    assertThat(Engines.predictor().predict(spark, model, new double[5][FEATURES], site).answers())
        .hasDimensions(5, 2);
    assertThatThrownBy(
            () -> Engines.predictor().predict(spark, model, new double[1][FEATURES], site))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("is used up, expected at most 0 rows that are left of 8, got 4");
    Engines.predictor().release(model);
  }

  @ParameterizedTest(name = "without {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sums | standardize/moments-open, 2 x 1 openings of 12 coefficients to all
          curvature | prepare/rows-open, 1 x 1 openings of 3 coefficients to all
          counts | prepare/rows-open, 1 x 1 openings of 3 coefficients to all
          looks | train/look-open, 3 x 1 openings of 1 coefficients to all, which is of kind looks
          weights | model/reveal-hidden, 1 x 1 openings of all coefficients to the querier, which is of kind weights
          """)
  void train_aWordLess_refusedBeforeAnyRound(String word, String opened) throws IOException {
    List<String> words = WORDS.stream().filter(w -> !w.equals(word)).toList();

    assertThatThrownBy(() -> train("without-" + word, words, ROWS, NUMBERS))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("the plan opens what the policy does not allow")
        .hasMessageContaining("expected one step of each of " + words + ", got " + opened);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "row less | 1 | 0 | at least 92 rows for its own openings and 0 for one prediction, got 91",
        "number less | 0 | 1 | at least 34, got 33",
      })
  void train_budgetOneShort_refusedBeforeAnyRound(
      String what, long rowsLess, long numbersLess, String message) {
    assertThatThrownBy(() -> train(what, WORDS, ROWS - rowsLess, NUMBERS - numbersLess))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining(message);
  }
}
