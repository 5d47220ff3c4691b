package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.Version;

/** The launcher in a tree that is not built. */
@Timeout(120)
class LauncherIT {
  @TempDir private Path folder;
  private Path tree;

  @BeforeEach
  void copy() throws IOException {
    tree = LauncherTree.copy(folder.resolve("tree"));
  }

  private Cli.Run parley(ProcessBuilder command) throws Exception {
    return CliProcess.run(command, folder);
  }

  private ProcessBuilder command(String... words) {
    ProcessBuilder command = new ProcessBuilder(words);
    command.command().add(0, tree.resolve("parley").toString());
    return command;
  }

  @Test
  void help_withoutABuild_namesEveryCommand() throws Exception {
    Cli.Run run = parley(command("--help"));

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    String named = run.out().lines().filter(l -> l.startsWith("Commands: ")).findFirst().orElse("");
    assertThat(List.of(named.substring("Commands: ".length()).split(" ")))
        .containsExactlyElementsOf(new picocli.CommandLine(new Parley()).getSubcommands().keySet());
    assertThat(parley(command("--version")).out()).isEqualTo(new Version().getVersion()[0] + "\n");
  }

  @Test
  void mistypedCommand_withoutABuild_refusedAtOnce() throws Exception {
    for (String word : List.of("nosuch", "--nosuch", "demos")) {
      Cli.Run run = parley(command(word));

      assertThat(run.code()).as(word).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains("'" + word + "' (see parley --help)");
      assertThat(run.err().lines()).hasSize(1);
    }
    assertThat(parley(command()).err())
        .isEqualTo("error: a command is missing (see parley --help)\n");
    assertThat(tree.resolve("target")).doesNotExist();
  }

  @Test
  void doctor_machineWithoutTools_saysWhatIsMissing() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool :
        List.of("bash", "env", "uname", "dirname", "readlink", "grep", "sed", "find", "cat")) {
      Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
    }
    ProcessBuilder bare = command("doctor");
    bare.environment().put("PATH", bin.toString());
    Cli.Run run = parley(bare);

    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(run.out())
        .contains("ok      architecture    Linux x86_64")
        .containsPattern("FAILED +tools +missing .*mvn, g\\+\\+, python3 with pip and venv")
        .contains("Not ready");
    ProcessBuilder json = command("doctor", "--output", "json");
    json.environment().put("PATH", bin.toString());
    JsonNode all = new ObjectMapper().readTree(parley(json).out());
    assertThat(all.get("ok").asBoolean()).isFalse();
    assertThat(all.at("/checks/tools/found").asText()).contains("missing", "mvn");
  }

  @Test
  void test_full_leavesNoTagOut() throws Exception {
    assumeTrue(isOnPath("mvn") && isOnPath("g++"), "SKIPPED: no mvn or g++ to build with");
    Path mvn = Files.createDirectory(folder.resolve("bin")).resolve("mvn");
    Files.writeString(mvn, "#!/bin/sh\necho \"$@\"\n");
    mvn.toFile().setExecutable(true);
    String path = folder.resolve("bin") + ":" + System.getenv("PATH");
    ProcessBuilder full = command("test", "--full", "-o");
    full.environment().put("PATH", path);
    ProcessBuilder usual = command("test", "-o");
    usual.environment().put("PATH", path);

    assertThat(parley(full).out()).endsWith(" verify -Dtest.excludedGroups=none -o\n");
    assertThat(parley(usual).out()).endsWith(" verify -o\n").doesNotContain("excludedGroups");
    assertThat(Cli.repository("pom.xml"))
        .content()
        .contains("<test.excludedGroups>full</test.excludedGroups>");
  }

  @Test
  void build_downloadFails_mavensOwnLineAndWhatHelps() throws Exception {
    assumeTrue(isOnPath("mvn") && isOnPath("g++"), "SKIPPED: no mvn or g++ to build with");
    Path settings = Files.createDirectories(folder.resolve("home/.m2")).resolve("settings.xml");
    Files.writeString(
        settings,
        "<settings><mirrors><mirror><id>closed</id><mirrorOf>*</mirrorOf>"
            + "<url>https://127.0.0.1:9/</url></mirror></mirrors></settings>");
    ProcessBuilder build = command("build");
    build.environment().put("MAVEN_OPTS", "-Duser.home=" + folder.resolve("home"));
    Cli.Run run = parley(build);

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .containsPattern("(?m)^\\[ERROR\\] .*127\\.0\\.0\\.1:9.*")
        .contains("Behind a proxy: name it in ~/.m2/settings.xml", "-importcert -cacerts")
        .doesNotContain("[Help 1]", "re-run Maven")
        .contains("parley: cannot build: see above");
  }

  private static boolean isOnPath(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
  }
}
