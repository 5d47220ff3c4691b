package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own, stopped in the middle of an encrypted training. */
class InterruptIT {
  @TempDir private Path key;
  @TempDir private Path folder;

  @BeforeEach
  void makeKey() {
    assertThat(Cli.run("keygen", "--out", key.resolve("querier").toString()).code()).isZero();
  }

  private String[] train(String... more) {
    return Stream.concat(
            Stream.of(
                Cli.trainBreastCancer(
                    "--features",
                    "mean_area",
                    "--providers",
                    "3",
                    "--max-iter",
                    "5",
                    "--querier-key",
                    key.resolve("querier").toString(),
                    "--key-store",
                    folder.resolve("store").toString(),
                    "--passphrase-from",
                    "none",
                    "--model-out",
                    folder.resolve("model").toString(),
                    "--report",
                    folder.resolve("report.html").toString(),
                    "--verbose")),
            Stream.of(more))
        .toArray(String[]::new);
  }

  /** Interrupts it as soon as it says that it began a line; what it says then. */
  private String interruptAt(String begin, Runnable whileItRuns, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder command =
        CliProcess.command(folder.getParent(), arguments)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    // A test run in the background hands an ignored SIGINT on, which a JVM then keeps ignoring.
    command.command().addAll(0, List.of("env", "--default-signal=INT"));
    Process process = command.start();
    StringBuilder rest = new StringBuilder();
    try (BufferedReader err =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      String line = err.readLine();
      while (line != null && !line.startsWith(begin)) {
        line = err.readLine();
      }
      assertThat(folder.resolve("store")).isNotEmptyDirectory();
      whileItRuns.run();
      interrupt(process);
      for (line = err.readLine(); line != null; line = err.readLine()) {
        rest.append(line).append('\n');
      }
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(rest.toString()).isEqualTo(130);
    return rest.toString();
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  @Test
  @Timeout(180)
  void train_interrupted_exitsWith130AndLeavesNothing() throws Exception {
    interruptAt("1 of ", this::trainBeside, train());

    assertThat(folder).isEmptyDirectory();
  }

  /** Runs that want a place of the running one: each is refused and touches nothing. */
  private void trainBeside() {
    String pid = "got process ";
    Cli.Run model = Cli.run(train());
    Cli.Run store = Cli.run(elsewhere("--model-out", "--report"));
    Cli.Run report = Cli.run(elsewhere("--model-out", "--key-store"));

    assertRefused(model, "cannot write " + folder.resolve("model") + ": another run", pid);
    assertRefused(store, "cannot keep the providers' keys in " + folder.resolve("store"), pid);
    assertRefused(report, "cannot write " + folder.resolve("report.html") + ": another run", pid);
    assertThat(folder.resolve("store/provider-2")).isNotEmptyDirectory();
    assertThat(folder).isDirectoryNotContaining("glob:**other*");
  }

  /** The same command with other places for some options. */
  private String[] elsewhere(String... options) {
    String[] command = train();
    for (String option : options) {
      command[Arrays.asList(command).indexOf(option) + 1] =
          folder.resolve("other" + option).toString();
    }
    return command;
  }

  private static void assertRefused(Cli.Run run, String... words) {
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines().toList().get(0)).contains(words);
  }

  @Test
  @Timeout(240)
  void train_interruptedWithACheckpoint_sameCommandGoesOn() throws Exception {
    goesOn(train("--checkpoint", folder.resolve("saved").toString(), "--checkpoint-interval", "2"));
  }

  /** A network whose weights nobody sees, likewise. */
  @Test
  @Timeout(240)
  void trainMlp_interruptedWithACheckpoint_sameCommandGoesOn() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(train("--checkpoint", folder.resolve("saved").toString(), "--layers", "2")));
    command.set(command.indexOf("logistic"), "mlp");
    command.remove(command.indexOf("--positive") + 1);
    command.remove("--positive");
    command.addAll(List.of("--checkpoint-interval", "2", "--no-watch"));
    goesOn(command.toArray(new String[0]));
  }

  private void goesOn(String... command) throws Exception {
    interruptAt(
        "4 of ",
        () -> assertRefused(Cli.run(command), "another run is at work there", "got process "),
        command);
    assertThat(folder).isDirectoryNotContaining("glob:**{model,report.html}");

    Cli.Run again = Cli.run(command);

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err())
        .contains("going on with the training that --checkpoint holds", "5 of 5")
        .doesNotContain("keys/relinearisation", "1 of 5");
    assertThat(folder.resolve("report.html")).content().contains("resumed at iteration 2");
    assertThat(folder.resolve("model/columns.json")).exists();
  }
}
