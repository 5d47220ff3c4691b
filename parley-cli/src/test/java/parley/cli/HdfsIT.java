package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.Sessions;
import parley.fl.classification.FederatedLogisticRegression;
import parley.fl.classification.FederatedLogisticRegressionModel;
import parley.fl.report.FitListener;
import parley.fl.report.FitRound;

/**
 * Rows, models with their reports, and checkpoints on a Hadoop file system that is not this
 * machine's own.
 */
@Timeout(200)
class HdfsIT {
  private static final String INSECURE = "parley.insecure";
  private static final String LOST = "lost";

  @TempDir private static Path folder;
  private static MiniHdfs hdfs;

  @BeforeAll
  static void start() throws IOException {
    Path minicluster =
        Cli.repository("parley-cli/target/minicluster/hadoop-client-minicluster.jar");
    assumeTrue(
        Files.exists(minicluster),
        "SKIPPED: no " + minicluster + ", expected Maven to have put it there");
    hdfs = MiniHdfs.start(minicluster, folder);
    copy(Cli.repository("examples/data/breast-cancer.csv"), hdfs.path("rows.csv"));
  }

  @AfterAll
  static void end() throws InterruptedException {
    if (hdfs != null) {
      hdfs.close();
    }
  }

  private static void copy(Path file, String to) throws IOException {
    try (FileSystem files = FileSystem.newInstance(URI.create(to), new Configuration())) {
      files.copyFromLocalFile(
          new org.apache.hadoop.fs.Path(file.toUri()), new org.apache.hadoop.fs.Path(to));
    }
  }

  private static Cli.Run train(String data, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "train", "logistic",
                "--data", data,
                "--label", "diagnosis",
                "--positive", "malignant",
                "--providers", "3",
                "--test-every", "5",
                "--max-iter", "3",
                "--protection", "plain",
                "--output", "json"));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  @Test
  void model_trainedSavedAndAskedOnHdfs_asOnTheMachinesOwnFiles() throws Exception {
    String model = hdfs.path("model");
    Cli.Run there = train(hdfs.path("rows.csv"), "--model-out", model);
    assertThat(there.code()).as(there.err()).isZero();
    JsonNode here =
        new ObjectMapper()
            .readTree(train(Cli.repository("examples/data/breast-cancer.csv").toString()).out());
    JsonNode trained = new ObjectMapper().readTree(there.out());
    assertThat(trained.get("accuracy")).isEqualTo(here.get("accuracy"));
    assertThat(trained.get("weights")).isEqualTo(here.get("weights"));

    SparkSession.active();
    FederatedLogisticRegressionModel loaded = FederatedLogisticRegressionModel.load(model);
    assertThat(loaded.report().providers()).hasSize(3);
    Cli.Run asked =
        Cli.run("predict", "--model", model, "--data", hdfs.path("rows.csv"), "--output", "json");
    assertThat(asked.code()).as(asked.err()).isZero();
    Cli.Run again = train(hdfs.path("rows.csv"), "--model-out", model);
    assertThat(again.code()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err()).contains("it exists (--force replaces it)");
  }

  @Test
  void training_lostAfterItsCheckpoint_goesOnFromHdfs() throws Exception {
    System.setProperty(INSECURE, "true");
    try {
      Path key = folder.resolve("querier.key");
      assertThat(Cli.run("keygen", "--out", key.toString()).code()).isZero();
      FederatedLogisticRegression training =
          training()
              .setLogRingDimension(12)
              .setRevealWeights(true)
              .setQuerierKey(key.toString())
              .setKeyStore(folder.resolve("stores").toString())
              .setKeyStorePassphraseFrom("none")
              .setCheckpointPath(hdfs.path("checkpoint"))
              .setCheckpointInterval(2);
      Dataset<Row> rows = rows(Sessions.open());
      assertThatThrownBy(() -> training.setListener(lostAt(3)).fit(rows)).hasMessage(LOST);
      assertThat(checkpoint()).containsExactlyInAnyOrder("session", "progress");

      FederatedLogisticRegressionModel model = training.setListener(FitListener.NONE).fit(rows);

      assertThat(model.report().warnings())
          .anyMatch(warning -> warning.startsWith("resumed at iteration 2 as attempt 1"));
      assertThat(checkpoint()).isEmpty();
      FederatedLogisticRegressionModel plain = training().setProtection("plain").fit(rows);
      assertThat(model.coefficients().toArray())
          .containsExactly(plain.coefficients().toArray(), within(1e-3));
    } finally {
      System.clearProperty(INSECURE);
    }
  }

  private static FederatedLogisticRegression training() {
    return new FederatedLogisticRegression()
        .setProviderCol("provider")
        .setMaxIter(6)
        .setWatchEvery(0);
  }

  private static FitListener lostAt(int iteration) {
    return new FitListener() {
      @Override
      public void roundDone(FitRound round, int iterations) {
        if (round.iteration() == iteration) {
          throw new IllegalStateException(LOST);
        }
      }
    };
  }

  private static List<String> checkpoint() throws IOException {
    List<String> names = new ArrayList<>();
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(hdfs.path("checkpoint"));
    try (FileSystem files = FileSystem.newInstance(place.toUri(), new Configuration())) {
      for (FileStatus file : files.listStatus(place)) {
        names.add(file.getPath().getName());
      }
    }
    return names;
  }

  /** Made up: a feature that tells most labels. */
  private static Dataset<Row> rows(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      double x = random.nextGaussian();
      double label = x + random.nextGaussian() > 0 ? 1 : 0;
      rows.add(RowFactory.create(Vectors.dense(x, random.nextGaussian()), label, "p" + i % 3));
    }
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType)
            .add("provider", DataTypes.StringType));
  }
}
