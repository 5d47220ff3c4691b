package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.cli.terminal.ExitCode;

/** What examples/cluster says where it cannot do what it is asked. */
class ClusterScriptsTest {
  @TempDir private Path folder;

  static Stream<Arguments> wrongPlaces() {
    return Stream.of(
        arguments(
            "start",
            List.of(),
            "cannot start: there is no spark-class, expected SPARK_HOME to name a Spark 4.1 or its"
                + " bin on the PATH"),
        arguments(
            "start",
            List.of("bin/spark-class", "cluster/pids"),
            "cannot start: cluster/pids is there already, expected examples/cluster/stop before"),
        arguments(
            "stop",
            List.of(),
            "cannot stop: there is no cluster/pids, expected one that examples/cluster/start"
                + " wrote"),
        arguments(
            "submit",
            List.of(),
            "cannot submit: there is no dist/parley-spark4-*.jar here, expected ./parley package"
                + " before"),
        arguments(
            "submit",
            List.of("dist/parley-spark4-1.jar", "dist/parley-spark4-2.jar"),
            "cannot submit: expected one jar in dist, got dist/parley-spark4-1.jar"
                + " dist/parley-spark4-2.jar"));
  }

  @ParameterizedTest
  @MethodSource("wrongPlaces")
  void script_whereItCannotWork_saysWhatItExpects(String script, List<String> files, String why)
      throws Exception {
    for (String file : files) {
      LauncherTree.script(folder.resolve(file), "exit 0\n");
    }
    Cli.Run run = CliProcess.run(command(script), folder);

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).isEqualTo("cluster: " + why + "\n");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void submit_pythonScript_takesJarAndWheelAlong() throws Exception {
    LauncherTree.script(folder.resolve("bin/spark-submit"), "echo \"$@\"\n");
    LauncherTree.script(folder.resolve("dist/parley-spark4-1.jar"), "");
    ProcessBuilder command = command("submit");
    command.command().remove("keys");
    command.command().addAll(List.of("fit.py", "rows.csv"));
    Cli.Run without = CliProcess.run(command, folder);
    LauncherTree.script(folder.resolve("dist/parley-1-py3-none-any.whl"), "");
    Cli.Run run = CliProcess.run(command, folder);

    assertThat(without.code()).isEqualTo(ExitCode.FAILED);
    assertThat(without.err()).contains("there is no dist/parley-*.whl here, expected ./parley");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .endsWith(
            "claims.conf --jars dist/parley-spark4-1.jar --py-files dist/parley-1-py3-none-any.whl"
                + " fit.py rows.csv\n");
  }

  @Test
  void submit_settingsAndWords_handedOnToSpark() throws Exception {
    LauncherTree.script(folder.resolve("bin/spark-submit"), "echo \"$@\"\n");
    LauncherTree.script(folder.resolve("dist/parley-spark4-1.jar"), "");
    ProcessBuilder command = command("submit");
    List<String> words = command.command();
    words.addAll(1, List.of("--resources", "--conf", "spark.ui.enabled=false"));
    words.add("list");
    command.environment().put("PARLEY_CLUSTER_PORT", "7");
    Cli.Run run = CliProcess.run(command, folder);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "--master spark://127.0.0.1:7 --properties-file "
                + Cli.repository("examples/cluster/resources.conf")
                + " --conf spark.ui.enabled=false --class parley.cli.Parley"
                + " dist/parley-spark4-1.jar keys list\n");
  }

  private ProcessBuilder command(String script) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(Cli.repository("examples/cluster/" + script).toString(), "keys");
    command.environment().put("SPARK_HOME", Files.createDirectories(folder).toString());
    return command;
  }
}
