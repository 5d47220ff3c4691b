package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.fl.report.FitReport;
import parley.testing.LocalSpark;
import parley.testing.PublicData;

/** Networks without hidden layer as a stage: a logistic regression of each class. */
class LogisticNetworkIT {
  private static SparkSession spark;
  private static Dataset<Row> train;
  private static Dataset<Row> test;

  @BeforeAll
  static void readRows() {
    spark = LocalSpark.session();
    Dataset<Row> digits =
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv(PublicData.file("digits.csv").toString())
            .coalesce(1)
            .withColumn("row", functions.monotonically_increasing_id())
            .withColumn("provider", functions.expr("concat('p', row % 3)"))
            .withColumnRenamed("digit", "label");
    String[] pixels =
        Arrays.stream(digits.columns())
            .filter(c -> !List.of("label", "row", "provider").contains(c))
            .toArray(String[]::new);
    Dataset<Row> rows =
        new VectorAssembler().setInputCols(pixels).setOutputCol("features").transform(digits);
    train = rows.filter("row % 5 <> 0").select("provider", "features", "label").cache();
    test = rows.filter("row % 5 = 0").select("provider", "features", "label").cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  /** Spark's is a softmax of all classes, to its optimum: 3 of 100 rows more are allowed for. */
  @Test
  void fit_digits_isAsGoodAsSparksMultinomial() {
    double expected =
        new LogisticRegression()
            .setFamily("multinomial")
            .setMaxIter(50)
            .fit(train)
            .evaluate(test)
            .accuracy();
    FederatedMultilayerPerceptronModel model =
        new FederatedMultilayerPerceptron()
            .setProtection("plain")
            .setProviderCol("provider")
            .setHiddenLayers(new int[0])
            .setMaxIter(60)
            .fit(train);

    FederatedMultilayerPerceptronSummary worth = model.evaluate(test, "label");

    assertThat(worth.accuracy()).isGreaterThan(.9).isGreaterThan(expected - .03);
    assertThat(model.layers()).containsExactly(64, 10);
    assertThat(model.weights().size()).isEqualTo(65 * 10);
    assertThat(model.report().parameters())
        .filteredOn(p -> p.name().equals("activation"))
        .extracting(FitReport.Choice::value)
        .containsExactly("degree 9 on [-20.0, 20.0], LEAST_SQUARES");
    assertThatThrownBy(model::toSpark)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("got a sigmoid of each class against the others");
    requireNormalisedSigmoids(model);
  }

  private static void requireNormalisedSigmoids(FederatedMultilayerPerceptronModel model) {
    double squares = 0;
    double logs = 0;
    for (Row row : model.transform(test).collectAsList()) {
      double[] scores = row.<Vector>getAs("rawPrediction").toArray();
      double[] s = Arrays.stream(scores).map(u -> 1 / (1 + Math.exp(-u))).toArray();
      double sum = Arrays.stream(s).sum();
      Vector p = row.getAs("probability");
      int label = row.getInt(2);
      for (int k = 0; k < 10; k++) {
        assertThat(p.apply(k)).isCloseTo(s[k] / sum, within(1e-12));
        squares += Math.pow(s[k] - (k == label ? 1 : 0), 2) / 2;
      }
      logs -= Math.log(s[label] / sum);
      assertThat(row.<Double>getAs("prediction")).isEqualTo(p.argmax());
    }
    FederatedMultilayerPerceptronSummary worth = model.evaluate(test, "label");
    assertThat(worth.squaredLoss()).isCloseTo(squares / worth.rows(), within(1e-9));
    assertThat(worth.logLoss()).isCloseTo(logs / worth.rows(), within(1e-9));
  }

  /** The digits 0 to 2; nobody has the weights, and the querier gets margins. */
  @Test
  void transform_sealed_answersAsTheModelInClear() {
    System.setProperty("parley.insecure", "true");
    FederatedMultilayerPerceptron stage =
        new FederatedMultilayerPerceptron()
            .setProviderCol("provider")
            .setHiddenLayers(new int[0])
            .setMaxIter(6)
            .setRowsPerOpening(8)
            .setLogRingDimension(12);
    Dataset<Row> some = train.filter("label < 3").limit(90);
    Dataset<Row> asked = test.filter("label < 3").limit(10);
    FederatedMultilayerPerceptronModel sealed = stage.fit(some);
    try {
      List<Row> found = sealed.transform(asked).collectAsList();

      assertThat(sealed.isSealed()).isTrue();
      assertThat(sealed.layers()).containsExactly(64, 3);
      List<Row> expected = stage.setProtection("plain").fit(some).transform(asked).collectAsList();
      for (int r = 0; r < 10; r++) {
        for (String column : List.of("rawPrediction", "probability")) {
          assertThat(found.get(r).<Vector>getAs(column).toArray())
              .containsExactly(expected.get(r).<Vector>getAs(column).toArray(), within(0x1p-11));
        }
        assertThat(found.get(r).<Double>getAs("prediction"))
            .isEqualTo(expected.get(r).<Double>getAs("prediction"));
      }
      assertThat(sealed.predictionReport().orElseThrow().openings())
          .anyMatch(o -> o.what().startsWith("margins of") && o.count() == 10);
      assertThat(sealed.answerFacts()).containsEntry("scores", "sigmoids");
    } finally {
      sealed.close();
      System.clearProperty("parley.insecure");
    }
  }

  /** Margins so far from 0 that every sigmoid is 0 or 1. */
  @Test
  void probabilities_farMargins_areNumbers() {
    assertThat(ClassScores.SIGMOIDS.probabilities(new double[] {-900, -901, 5}))
        .containsExactly(new double[] {0, 0, 1}, within(1e-12));
    double[] both = ClassScores.SIGMOIDS.probabilities(new double[] {-900, -901});
    assertThat(both[0]).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
    assertThat(ClassScores.SIGMOIDS.predicted(new double[] {3, 9, 9}, 0)).isEqualTo(1);
  }
}
