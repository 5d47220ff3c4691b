package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.Release;

/** What the launcher does for Python's tests, with programs that only write down their words. */
@Timeout(60)
class LauncherPythonIT {
  @TempDir private Path folder;
  private Path tree;
  private Path jar;

  @BeforeEach
  void pretend() throws IOException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, "g++"))),
        "SKIPPED: no g++, without which the launcher does not start to build");
    tree = LauncherTree.copy(folder.resolve("tree"));
    jar = tree.resolve("parley-cli/target/parley-cli-" + Release.version() + "-all.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "all");
    Files.createDirectories(tree.resolve("python/src/parley"));
    for (String file : List.of("wheel.py", "pyproject.toml", "src/parley/__init__.py")) {
      Files.createFile(tree.resolve("python").resolve(file));
    }
    LauncherTree.script(folder.resolve("bin/mvn"), "exit 0\n");
    LauncherTree.script(folder.resolve("bin/python3"), "exit 0\n");
    for (String home : List.of("python", "python-connect")) {
      Path bin = tree.resolve("target").resolve(home).resolve("bin");
      String needs = home.replace("python", "requirements") + ".txt";
      Files.writeString(tree.resolve("python").resolve(needs), home);
      LauncherTree.script(bin.resolve("pip"), "echo pip $5 >> " + folder.resolve("log") + "\n");
      LauncherTree.script(
          bin.resolve("python"),
          "echo $1 $2 >> %s; [ $1 = -m ] || { mkdir -p $2; touch $2/parley-1.whl; }\n"
              .formatted(folder.resolve("log")));
      Files.writeString(bin.resolveSibling("requirements.txt"), home);
    }
  }

  private List<String> test() throws Exception {
    Files.deleteIfExists(folder.resolve("log"));
    ProcessBuilder command = new ProcessBuilder(tree.resolve("parley").toString(), "test");
    command
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    Cli.Run run = CliProcess.run(command, folder);
    assertThat(run.code()).as(run.err()).isZero();
    return Files.readAllLines(folder.resolve("log"));
  }

  @Test
  void test_again_installsTheWheelOnlyWhereWhatItIsMadeFromHasChanged() throws Exception {
    String wheel = "target/wheel/parley-1.whl";
    List<String> all =
        List.of("python/wheel.py target/wheel", "pip " + wheel, "pip " + wheel, "-m pytest");
    assertThat(test()).isEqualTo(all);
    assertThat(test()).containsExactly("-m pytest");

    Files.writeString(jar, "another");
    assertThat(test()).isEqualTo(all);

    Files.delete(tree.resolve("target/python/wheel.sum"));
    assertThat(test()).containsExactly("pip " + wheel, "-m pytest");
  }
}
