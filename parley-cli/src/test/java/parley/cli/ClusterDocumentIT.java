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
 * The commands of docs/cluster.md as they stand, on a standalone cluster whose only source of our
 * classes is the submitted jar. Runs after that jar was packed; only the port is a free one.
 */
@Timeout(500)
class ClusterDocumentIT {
  private static final String PORT = "7077";

  @TempDir private Path folder;
  private StandaloneSpark spark;
  private final List<ProcessHandle> daemons = new ArrayList<>();

  @AfterEach
  void stop() {
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
    assertThat(blocks).hasSize(4);
    spark = StandaloneSpark.prepare(folder);
    Files.createSymbolicLink(folder.resolve("examples"), Cli.repository("examples"));

    begin(blocks.get(0));
    run(blocks.get(1));
    begin(blocks.get(2));
    JsonNode trained = train(blocks.get(3));

    assertSame(trained, local("5"));
    assertNetworkTrained(blocks.get(3));
    assertOtherVersionRefused(blocks.get(3));
  }

  private List<String> blocks() throws IOException {
    String free = String.valueOf(StandaloneSpark.freePort());
    return DocumentSamples.of("bash").stream()
        .filter(sample -> sample.place().startsWith("docs/cluster.md:"))
        .map(sample -> sample.code().replace(PORT, free))
        .toList();
  }

  /** Lines that end in {@code &}: what they started is ended by {@link #stop}. */
  private void begin(String block) throws Exception {
    run("exec >> daemons.log 2>&1\n" + block + "jobs -p > pids\n");
    for (String pid : Files.readAllLines(folder.resolve("pids"))) {
      daemons.add(ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
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
                    "--class ", "--conf spark.executor.extraClassPath=" + other + " --class ")),
            folder);

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .contains("error: cannot place provider-0: executor ")
        .contains("runs another Parley than the driver, expected version ");
    assertThat(run.out()).isEmpty();
  }
}
