package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
  @TempDir private Path folder;

  /**
   * In clear and short, since what it shows is the same; EncryptedTrainIT trains under encryption.
   */
  @Test
  void demo_inClear_showsProvidersChoicesRoundsComparisonAndReport() {
    Path report = folder.resolve("report.html");

    Cli.Run run =
        Cli.run("demo", "--protection", "plain", "--max-iter", "3", "--report", report.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("455 rows to learn from, 114 to measure on, 30 features")
        .contains("Hospitals of unlike sizes and patients, dealt by a fixed rule")
        .contains("iteration 1 of 3, ", "iteration 3 of 3, ", " s left")
        .doesNotContain("\r")
        .doesNotContain("train/");
    assertThat(run.out())
        .contains("together, plain", "pooled rows in clear, Spark's own")
        .contains("Security", "Opened", "Seconds", "Where to go next: ./parley train logistic");
    List<Double> alone = new ArrayList<>();
    Matcher line =
        Pattern.compile("(?m)^alone, (?:mean|worst|best).* accuracy ([.0-9]+)").matcher(run.out());
    while (line.find()) {
      alone.add(Double.parseDouble(line.group(1)));
    }
    // Mean, worst, best.
    assertThat(alone).hasSize(3);
    assertThat(alone.get(0)).isBetween(alone.get(1), alone.get(2));
    assertThat(run.out().lines().filter(l -> l.contains("95 % interval"))).hasSize(4);
    assertThat(report).content().startsWith("<!DOCTYPE html>").contains("breast cancer (Wisconsin");
  }

  /** What README shows is what comes out; the protection alone is another here. */
  @Test
  void demo_allIterationsInClear_saysWhatTheReadmeShows() throws IOException {
    String readme = Files.readString(Cli.repository("README.md"));
    Matcher shown = Pattern.compile("(?s)```text\n(  hospital-0: .*?)```").matcher(readme);
    assertThat(shown.find()).isTrue();

    Cli.Run run = Cli.run("demo", "--protection", "plain");

    assertThat(run.code()).as(run.err()).isZero();
    List<String> printed =
        (run.err() + run.out().replace("together, plain    ", "together, encrypted"))
            .lines()
            .toList();
    assertThat(shown.group(1).lines().filter(line -> !line.isBlank()))
        .hasSizeGreaterThan(10)
        .allSatisfy(line -> assertThat(printed).contains(line));
  }

  /** A terminal gets one line that is written anew. */
  @Test
  void demo_onATerminal_showsOneLineOfProgress() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/script")),
        "SKIPPED: no script (Debian: apt-get install bsdutils)");
    Path launcher = folder.resolve("parley");
    CliProcess.writeLauncher(launcher);
    Path screen = folder.resolve("screen");
    ProcessBuilder command =
        new ProcessBuilder(
            "script",
            "-qec",
            launcher + " demo --protection plain --max-iter 3 > " + folder.resolve("out"),
            screen.toString());
    command.environment().put("TERM", "xterm");

    Cli.Run run = CliProcess.run(command, folder);

    assertThat(run.code()).as(Files.readString(screen)).isZero();
    assertThat(screen).content().contains("\r\u001b[Kiteration 2 of 3 [######....] ");
    assertThat(folder.resolve("out")).content().contains("together, plain").doesNotContain("\r");
  }

  @Test
  void demo_verbose_showsParametersAndRounds() {
    Cli.Run run = Cli.run("demo", "--protection", "plain", "--max-iter", "2", "--verbose");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("Parameters", "step size", "1 of 2 train/", "2 of 2 train/");
  }

  @Test
  void demo_hospitalsThatCannotBe_refused() {
    assertThat(Cli.run("demo", "--providers", "1").code()).isEqualTo(2);
    for (String[] args :
        new String[][] {
          {"demo", "--providers", "41"}, {"demo", "--provider-column", "diagnosis"}
        }) {
      Cli.Run run = Cli.run(args);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .startsWith(
              "error: cannot choose the demo's hospitals: expected --providers N of 40 or less, got"
                  + " "
                  + (args[2].equals("41") ? "41" : "--provider-column"));
    }
  }
}
