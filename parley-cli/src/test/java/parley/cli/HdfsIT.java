package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.terminal.ExitCode;
import parley.fl.classification.FederatedLogisticRegressionModel;

/** Rows, models and the reports in them on a Hadoop file system that is not this machine's own. */
@Timeout(200)
class HdfsIT {
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
}
