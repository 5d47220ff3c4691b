package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.fl.SparkForTests;
import parley.fl.report.FitReport.Audience;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;
import parley.testing.LocalSpark;

/** Logistic regressions of several classes that nobody sees; on a ring that is not secure. */
class SealedClassesIT {
  private static final int ROWS = 90;
  private static final int ASKED = 32;

  @TempDir private static Path folder;

  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void open() throws IOException {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    Random random = new Random(4);
    List<Row> all = new ArrayList<>();
    for (int r = 0; r < ROWS; r++) {
      int label = r % 3;
      double[] x = {
        20 + (label == 0 ? 5 : 0) + random.nextGaussian(),
        (label == 1 ? -4 : 0) + random.nextGaussian()
      };
      all.add(RowFactory.create("p" + r % 4, Vectors.dense(x), (double) label));
    }
    rows = spark.createDataFrame(all, SparkForTests.SCHEMA).coalesce(1).cache();
    Files.write(
        folder.resolve("querier.key"),
        QuerierKey.generate().export(SecretAccess.forKeyStore(), PassphraseSource.none()));
  }

  @AfterAll
  static void close() {
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static FederatedLogisticRegression estimator() {
    return new FederatedLogisticRegression()
        .setFamily("multinomial")
        .setProviderCol("provider")
        .setLogRingDimension(12)
        .setRowsPerOpening(32);
  }

  /** Of the defaults but for the keys, which are to last: nobody sees weights, all is asked. */
  @Test
  void fit_multinomial_isSealedSavedAndAsked() throws IOException {
    FederatedLogisticRegression estimator =
        estimator()
            .setMaxIter(5)
            .setQuerierKey(at("querier.key"))
            .setKeyStore(at("stores"))
            .setKeyStorePassphraseFrom("none")
            .setCheckpointPath(at("checkpoint"))
            .setCheckpointInterval(3)
            .setKeepCheckpoint(true);
    FederatedLogisticRegressionModel fitted = estimator.fit(rows);
    assertThat(folder.resolve("checkpoint")).isNotEmptyDirectory();
    estimator.deleteCheckpoint(spark);
    assertThat(folder.resolve("checkpoint").resolve("progress")).doesNotExist();
    fitted.write().save(at("model"));
    fitted.close();
    FederatedLogisticRegressionModel model = FederatedLogisticRegressionModel.load(at("model"));

    assertThat(model.isKnown()).isFalse();
    assertThat(model.isSealed()).isTrue();
    assertThat(model.numClasses()).isEqualTo(3);
    assertThat(model.numFeatures()).isEqualTo(2);
    assertThat(model.report()).isEqualTo(fitted.report());
    assertThat(model.report().sealed()).isTrue();
    assertThat(model.report().opened(Audience.QUERIER)).isZero();
    assertThat(model.sealedModel().checksum()).isEqualTo(fitted.sealedModel().checksum());
    assertThatThrownBy(model::coefficientMatrix)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the model is sealed");
    assertThat(model.answerFacts())
        .containsEntry("scores", "sigmoids")
        .containsEntry("threshold", "0.5");

    Dataset<Row> answers = model.transform(rows.limit(ASKED));
    for (String column : List.of("rawPrediction", "probability")) {
      assertThat(AttributeGroup.fromStructField(answers.schema().apply(column)).size())
          .isEqualTo(3);
    }
    assertThat(model.predictionReport().orElseThrow().opened(Audience.QUERIER)).isEqualTo(ASKED);
    List<Row> found = answers.collectAsList();
    requireAsInClear(found);
    requireAsSparks(found);
    model.close();
  }

  /** The same steps in clear, by the network that it is. */
  private static void requireAsInClear(List<Row> found) {
    List<Row> expected =
        new FederatedMultilayerPerceptron()
            .setProtection("plain")
            .setProviderCol("provider")
            .setHiddenLayers(new int[0])
            .setMaxIter(5)
            .fit(rows)
            .transform(rows)
            .collectAsList();
    assertThat(found).hasSize(ASKED);
    for (int r = 0; r < ASKED; r++) {
      for (String column : List.of("rawPrediction", "probability")) {
        assertThat(found.get(r).<Vector>getAs(column).toArray())
            .as(column)
            .containsExactly(expected.get(r).<Vector>getAs(column).toArray(), within(0x1p-11));
      }
      assertThat(found.get(r).<Double>getAs("prediction"))
          .isEqualTo(expected.get(r).<Double>getAs("prediction"));
    }
  }

  /** Spark's is a softmax at its optimum: it calls few of these rows otherwise. */
  private static void requireAsSparks(List<Row> found) {
    List<Row> theirs =
        new LogisticRegression().setFamily("multinomial").fit(rows).transform(rows).collectAsList();
    int same = 0;
    for (int r = 0; r < ASKED; r++) {
      double own = found.get(r).<Double>getAs("prediction");
      same += own == theirs.get(r).<Double>getAs("prediction") ? 1 : 0;
    }
    assertThat(same).isGreaterThanOrEqualTo(ASKED - 2);
  }

  /** Two classes have two margins, and the threshold is read. */
  @Test
  void fit_multinomialOfTwo_hasTwoMarginsAndAThreshold() {
    FederatedLogisticRegressionModel model =
        estimator().setMaxIter(2).setWatchEvery(0).fit(rows.filter("label < 2"));

    assertThat(model.numClasses()).isEqualTo(2);
    assertThat(model.report().openings()).noneMatch(o -> o.what().contains("squared errors"));
    List<Row> never = model.setThreshold(1).transform(rows.limit(6)).collectAsList();
    for (Row row : never) {
      Vector margins = row.getAs("rawPrediction");
      assertThat(margins.size()).isEqualTo(2);
      assertThat(margins.apply(0)).isCloseTo(-margins.apply(1), within(0x1p-11));
      assertThat(row.<Double>getAs("prediction")).isZero();
    }
    model.close();
  }
}
