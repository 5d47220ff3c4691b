package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Standard output that takes nothing: a full disk, a closed pipe. */
class StandardOutputIT {
  private static final String LINE =
      "error: cannot write the result: standard output is full, closed or broken, expected one"
          + " that takes it";

  @TempDir private Path folder;

  private static Cli.Run runWithoutOutput(String... args) {
    StringWriter err = new StringWriter();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    int code = Parley.execute(new PrintWriter(full), new PrintWriter(err, true), args);
    return new Cli.Run(code, "", err.toString());
  }

  /** The words of every command and group of commands there is. */
  static Stream<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    PrintWriter none = new PrintWriter(OutputStream.nullOutputStream());
    collect(Parley.commandLine(none, none), List.of(), all);
    return all.stream();
  }

  private static void collect(CommandLine at, List<String> words, List<List<String>> all) {
    all.add(words);
    at.getSubcommands()
        .forEach(
            (name, command) ->
                collect(command, Stream.concat(words.stream(), Stream.of(name)).toList(), all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_ofEveryCommand_cannotBeWritten_exitsWith1(List<String> words) {
    String[] args = Stream.concat(words.stream(), Stream.of("--help")).toArray(String[]::new);

    Cli.Run run = runWithoutOutput(args);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).containsExactly(LINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "doctor",
        "audit base-rate --prevalence .001 --tpr 1 --fpr .05 --output json",
        "audit base-rate --prevalence .001 --tpr 1 --fpr .05 --fail-if ppv<1",
        "plan --rows 100 --feature-count 2 --output json",
      })
  void result_cannotBeWritten_exitsWith1(String command) {
    Cli.Run run = runWithoutOutput(command.split(" "));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines()).last().isEqualTo(LINE);
  }

  @Test
  void keygen_fingerprintCannotBeWritten_keepsTheKey() {
    Cli.Run run = runWithoutOutput("keygen", "--out", folder.resolve("k").toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(folder.resolve("k")).exists();
    assertThat(Cli.run("keygen", "--fingerprint", folder.resolve("k").toString()).code()).isZero();
  }

  @Test
  void process_fullDevice_exitsWith1AndOneLine() throws Exception {
    Path err = folder.resolve("err");
    Process process =
        CliProcess.command(
                folder, "audit", "base-rate", "--prevalence", ".1", "--tpr", "1", "--fpr", ".05")
            .redirectOutput(Path.of("/dev/full").toFile())
            .redirectError(err.toFile())
            .start();

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(Files.readAllLines(err)).containsExactly(LINE);
  }

  /** Whoever waits for its line would wait for ever. */
  @Test
  void vault_readyLineCannotBeWritten_ends() throws Exception {
    Path err = folder.resolve("err");
    String command = "vault --provider north --sockets run --key-store keys --passphrase-from none";
    Process process =
        CliProcess.command(folder, command.split(" "))
            .redirectOutput(Path.of("/dev/full").toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(Files.readAllLines(err))
          .containsExactly("error: cannot write the result: standard output cannot be written to");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void process_noTemporaryFolder_doctorNamesItAndGoesOn() throws Exception {
    ProcessBuilder command = CliProcess.command(folder, "doctor");
    command.command().add(1, "-Djava.io.tmpdir=" + folder.resolve("no"));

    Cli.Run run = CliProcess.run(command, folder);

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "FAILED  temporary files cannot use the temporary folder "
                + folder.resolve("no")
                + ": there is no such folder",
            "FAILED  random streams  cannot use the temporary folder",
            "Not ready");
  }

  @Test
  void process_noTemporaryFolder_otherCommandsSaySoInOneLine() throws Exception {
    ProcessBuilder command =
        CliProcess.command(folder, "plan", "--rows", "100", "--feature-count", "2");
    command.command().add(1, "-Djava.io.tmpdir=" + folder.resolve("no"));

    Cli.Run run = CliProcess.run(command, folder);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("error: cannot use the temporary folder " + folder.resolve("no"));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 300})
  void process_fewFileHandles_oneLineSaysSo(int limit) throws Exception {
    ProcessBuilder command = CliProcess.command(folder, "doctor");
    command.command().addAll(0, List.of("prlimit", "--nofile=" + limit + ":" + limit));

    Cli.Run run = CliProcess.run(command, folder);

    assertThat(run.code()).isEqualTo(limit == 100 ? 1 : 3);
    assertThat((run.out() + run.err()).lines())
        .filteredOn(line -> line.contains("ulimit -n"))
        .singleElement()
        .asString()
        .endsWith("expected 512 or more (ulimit -n), got " + limit);
  }
}
