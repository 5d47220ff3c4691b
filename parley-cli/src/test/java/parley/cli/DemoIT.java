package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
        .contains("provider-0: 46 rows", "provider-9: 45 rows")
        .contains("iteration 1 of 3, ", "iteration 3 of 3, ", " s left")
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

  @Test
  void demo_verbose_showsParametersAndRounds() {
    Cli.Run run = Cli.run("demo", "--protection", "plain", "--max-iter", "2", "--verbose");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("Parameters", "step size", "1 of 2 train/", "2 of 2 train/");
  }

  @Test
  void demo_oneProvider_refused() {
    assertThat(Cli.run("demo", "--providers", "1").code()).isEqualTo(2);
  }
}
