package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own, stopped in the middle of an encrypted training. */
class InterruptIT {
  @TempDir private Path folder;

  @Test
  @Timeout(180)
  void train_interrupted_exitsWith130AndLeavesNothing() throws Exception {
    Path key = Path.of(folder + ".key");
    assertThat(Cli.run("keygen", "--out", key.toString()).code()).isZero();
    ProcessBuilder command =
        CliProcess.command(
                folder.getParent(),
                "train",
                "logistic",
                "--data",
                Cli.repository("examples/data/breast-cancer.csv").toString(),
                "--label",
                "diagnosis",
                "--positive",
                "malignant",
                "--features",
                "mean_area",
                "--providers",
                "3",
                "--querier-key",
                key.toString(),
                "--key-store",
                folder.resolve("store").toString(),
                "--passphrase-from",
                "none",
                "--model-out",
                folder.resolve("model").toString(),
                "--report",
                folder.resolve("report.html").toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    // A test run in the background hands an ignored SIGINT on, which a JVM then keeps ignoring.
    command.command().addAll(0, List.of("env", "--default-signal=INT"));
    Process process = command.start();
    StringBuilder rest = new StringBuilder();
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      String line = err.readLine();
      while (line != null && !line.startsWith("1 of ")) {
        line = err.readLine();
      }
      assertThat(folder.resolve("store")).isNotEmptyDirectory();
      interrupt(process);
      for (line = err.readLine(); line != null; line = err.readLine()) {
        rest.append(line).append('\n');
      }
    }

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(rest.toString()).isEqualTo(130);
    assertThat(folder).isEmptyDirectory();
    Files.delete(key);
  }

  private static void interrupt(Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}
