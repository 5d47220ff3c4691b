package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.cli.terminal.ExitCode;
import parley.mhe.Release;

/** What the launcher asks of Maven for artifacts, and which jar it runs on which Java. */
@Timeout(60)
class LauncherArtifactsIT {
  @TempDir private Path folder;
  private Path tree;
  private Path maven;

  @BeforeEach
  void copy() throws IOException {
    tree = LauncherTree.copy(folder.resolve("tree"));
    maven = folder.resolve("bin/mvn");
  }

  private ProcessBuilder command(String... words) {
    ProcessBuilder command = new ProcessBuilder(words);
    command.command().add(0, tree.resolve("parley").toString());
    command
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    return command;
  }

  private void pretendMaven(String more) throws IOException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "g++"))),
        "SKIPPED: no g++, without which the launcher does not start to build");
    LauncherTree.script(maven, "echo \"$@\" > " + folder.resolve("asked") + "\n" + more);
  }

  private void pretendMade() throws IOException {
    String jar = "parley-cli/target/parley-cli-" + Release.version() + "-all.jar";
    pretendMaven("mkdir -p parley-cli/target target/dist/maven; echo all > " + jar + "\n");
  }

  /** A Python that has all that the launcher looks for, and makes a wheel this way. */
  private void pretendPython(String wheel) throws IOException {
    LauncherTree.script(
        folder.resolve("bin/python3"), "[ \"$1\" = python/wheel.py ] || exit 0\n" + wheel + "\n");
  }

  @Test
  void install_ofAll_asksMavenForSourcesAndJavadoc() throws Exception {
    pretendMaven("");
    Cli.Run run = CliProcess.run(command("install", "-o"), folder);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve("asked"))
        .content()
        .contains(" -Partifacts -pl parley-bom,parley-cli -am install -o\n");
    assertThat(run.out().lines())
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith("dev.parley:parley-spark_2.13:" + Release.version()),
            line -> assertThat(line).startsWith("dev.parley:parley-bom:" + Release.version()));
  }

  @Test
  void package_afterAnotherVersion_leavesOnlyThisOne() throws Exception {
    Files.createDirectories(tree.resolve("dist"));
    Files.createFile(tree.resolve("dist/parley-spark4-0.0.1.jar"));
    Files.createDirectories(tree.resolve("dist/maven/dev/parley/parley-bom/0.0.1"));
    Files.createFile(tree.resolve("dist/parley-0.0.1-py3-none-any.whl"));
    Files.createFile(tree.resolve("dist/of-others.whl"));
    pretendMade();
    pretendPython("echo wheel > \"$2/parley-9.9-py3-none-any.whl\"");
    Cli.Run run = CliProcess.run(command("package"), folder);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve("asked"))
        .content()
        .contains(
            " package deploy:deploy -DaltDeploymentRepository=dist::file://"
                + tree
                + "/target/dist/maven\n");
    String made = "dist/parley-spark4-" + Release.version() + ".jar";
    assertThat(run.out())
        .startsWith(made + " ")
        .contains("\ndist/parley-9.9-py3-none-any.whl ", "\ndist/maven ");
    assertThat(tree.resolve("dist").toFile().list())
        .containsExactlyInAnyOrder(
            "maven",
            "of-others.whl",
            "parley-9.9-py3-none-any.whl",
            "parley-spark4-" + Release.version() + ".jar");
    assertThat(tree.resolve("dist/maven")).isEmptyDirectory();
    assertThat(tree.resolve(made)).hasContent("all");
  }

  @Test
  void package_wheelFails_saysWhyAndKeepsWhatWasThere() throws Exception {
    Path before = Files.createDirectories(tree.resolve("dist")).resolve("parley-spark4-0.0.1.jar");
    Files.createFile(before);
    pretendMade();
    pretendPython("echo 'no setuptools' >&2; exit 1");
    Cli.Run run = CliProcess.run(command("package"), folder);

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("no setuptools\nparley: cannot make the wheel: see above");
    assertThat(run.out()).isEmpty();
    assertThat(before).exists();
  }

  @Test
  void package_buildFails_keepsWhatWasThere() throws Exception {
    Path before = Files.createDirectories(tree.resolve("dist")).resolve("parley-spark4-0.0.1.jar");
    Files.createFile(before);
    pretendMaven("echo '[ERROR] no room'; exit 1\n");
    Cli.Run run = CliProcess.run(command("package"), folder);

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .contains("[ERROR] no room", "parley: cannot build: see above", "target/artifacts.log");
    assertThat(run.out()).isEmpty();
    assertThat(before).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.0.15", "21.0.9"})
  void command_jarsOfTwoVersions_runsItsOwnOnThatJava(String version) throws Exception {
    LauncherTree.pretendBuilt(tree);
    String own = "parley-cli/target/parley-cli-" + Release.version() + ".jar";
    for (String jar : new String[] {own, "parley-cli/target/parley-cli-9.9-SNAPSHOT.jar"}) {
      Files.createFile(tree.resolve(jar));
    }
    Path java = folder.resolve("java");
    LauncherTree.script(java.resolve("bin/java"), "echo \"$@\"\n");
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    ProcessBuilder command = command("keys", "list");
    command.environment().put("JAVA_HOME", java.toString());
    Cli.Run run = CliProcess.run(command, folder);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .endsWith(" -cp " + tree.resolve(own) + ":needed.jar parley.cli.Parley keys list\n");
  }
}
