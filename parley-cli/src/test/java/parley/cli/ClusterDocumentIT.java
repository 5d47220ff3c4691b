package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.terminal.ExitCode;

/**
 * The commands of docs/cluster.md as they stand, so those of examples/cluster, on a standalone
 * cluster whose only source of our classes is the submitted jar. Runs after that jar was packed;
 * only the port is a free one.
 */
@Timeout(700)
class ClusterDocumentIT {
  @TempDir private Path folder;
  private StandaloneSpark spark;
  private final List<ProcessHandle> daemons = new ArrayList<>();

  @AfterEach
  void end() {
    // Executors are children of their workers.
    List<ProcessHandle> all = new ArrayList<>();
    daemons.forEach(
        daemon -> {
          all.add(daemon);
          daemon.descendants().forEach(all::add);
        });
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
  }

  @Test
  void cluster_commandsOfTheDocument_trainFromTheSubmittedJarAlone() throws Exception {
    List<String> blocks = blocks();
    assertThat(blocks).hasSize(5);
    spark = StandaloneSpark.prepare(folder);
    Files.createSymbolicLink(folder.resolve("examples"), Cli.repository("examples"));
    JsonNode local = local("5");

    start(blocks.get(0));
    assertSame(train(blocks.get(1)), local);
    assertDescribed(train(blocks.get(2)));
    assertNetworkTrained(blocks.get(1));
    assertOtherVersionRefused(blocks.get(1));
    assertSame(train(blocks.get(3)), local);
    assertThat(folder.resolve("cluster/master.log"))
        .content()
        .contains("hospa -> name: hospa", "hospb -> name: hospb", "hospc -> name: hospc");
    run(blocks.get(4));

    assertThat(daemons).hasSize(4).noneMatch(ProcessHandle::isAlive);
    assertThat(folder.resolve("cluster/pids")).doesNotExist();
  }

  private static List<String> blocks() throws IOException {
    String port = "export PARLEY_CLUSTER_PORT=" + StandaloneSpark.freePort() + "\n";
    return DocumentSamples.of("bash").stream()
        .filter(sample -> sample.place().startsWith("docs/cluster.md:"))
        .map(sample -> port + sample.code())
        .toList();
  }

  private void start(String block) throws Exception {
    try {
      assertThat(run(block).out()).startsWith("ready: spark://127.0.0.1:");
    } finally {
      for (String pid : Files.readAllLines(folder.resolve("cluster/pids"))) {
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(daemons::add);
      }
    }
  }

  private Cli.Run run(String block) throws Exception {
    Cli.Run run = CliProcess.run(spark.shell(block), folder);
    assertThat(run.code()).as("%s%n%s", block, run.err()).isZero();
    return run;
  }

  private JsonNode train(String block) throws Exception {
    Cli.Run run = run(block);
    assertThat(run.out().lines()).as(run.out()).hasSize(1);
    assertThat(run.err()).doesNotContain("Lost executor");
    return new ObjectMapper().readTree(run.out());
  }

  /** The same algorithm in clear, in this process. */
  private static JsonNode local(String iterations) throws Exception {
    Cli.Run run =
        Cli.run(
            "train", "logistic",
            "--data", Cli.repository("examples/data/breast-cancer.csv").toString(),
            "--label", "diagnosis",
            "--positive", "malignant",
            "--providers", "3",
            "--test-every", "5",
            "--max-iter", iterations,
            "--protection", "plain",
            "--output", "json");
    assertThat(run.code()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static void assertSame(JsonNode cluster, JsonNode local) {
    assertThat(cluster.get("simulated").asBoolean()).isFalse();
    assertThat(cluster.get("sealed").asBoolean()).isTrue();
    assertThat(cluster.get("protection").asText()).isEqualTo("encrypted");
    assertThat(cluster.get("accuracy").asDouble()).isEqualTo(local.get("accuracy").asDouble());
    assertThat(cluster.get("testRows").asInt()).isEqualTo(114);
  }

  /** What lies in the hospitals' own files, against the sum of their lines. */
  private static void assertDescribed(JsonNode cluster) throws IOException {
    long rows = 0;
    for (String hospital : List.of("a", "b", "c")) {
      Path file = Cli.repository("examples/hospitals/hospital-" + hospital + ".csv");
      rows += Files.readAllLines(file).size() - 1;
    }
    assertThat(cluster.get("simulated").asBoolean()).isFalse();
    assertThat(cluster.get("protection").asText()).isEqualTo("encrypted");
    assertThat(cluster.get("providers").asInt()).isEqualTo(3);
    assertThat(cluster.get("rows").asLong()).isEqualTo(rows);
  }

  /** A network, whose messages and programs are others. */
  private void assertNetworkTrained(String block) throws Exception {
    String network = "train mlp --layers 8 --reveal-weights ";
    JsonNode cluster =
        train(
            block
                .replace("train logistic ", network)
                .replace("--positive malignant ", "")
                .replace("--max-iter 5", "--max-iter 2"));
    Cli.Run clear =
        Cli.run(
            "train", "mlp",
            "--layers", "8",
            "--data", Cli.repository("examples/data/breast-cancer.csv").toString(),
            "--label", "diagnosis",
            "--providers", "3",
            "--test-every", "5",
            "--max-iter", "2",
            "--protection", "plain",
            "--output", "json");
    assertThat(clear.code()).as(clear.err()).isZero();

    assertThat(cluster.get("simulated").asBoolean()).isFalse();
    assertThat(cluster.get("protection").asText()).isEqualTo("encrypted");
    assertThat(cluster.get("layers").toString()).isEqualTo("[30,8,2]");
    assertThat(cluster.get("accuracy"))
        .isEqualTo(new ObjectMapper().readTree(clear.out()).get("accuracy"));
  }

  /** A worker's own jar comes before the submitted one, and may be of another version. */
  private void assertOtherVersionRefused(String block) throws Exception {
    Path other = spark.alteredJar(folder.resolve("other.jar"));
    Cli.Run run =
        CliProcess.run(
            spark.shell(
                block.replace(
                    "/submit ", "/submit --conf spark.executor.extraClassPath=" + other + " ")),
            folder);

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .contains("error: cannot place provider-0: executor ")
        .contains("runs another Parley than the driver, expected version ");
    assertThat(run.out()).isEmpty();
  }
}
