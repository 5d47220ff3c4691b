package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
        .contains("Parameters", "step size", "1 of 3", "3 of 3");
    assertThat(run.out())
        .contains("together, plain", "pooled rows in clear, Spark's own", "provider-9 alone")
        .contains("Security", "Opened", "Seconds");
    assertThat(run.out().lines().filter(line -> line.endsWith("alone") || line.contains(" alone ")))
        .hasSize(10)
        .allMatch(line -> line.contains("accuracy 0.") && line.contains("AUC "));
    assertThat(report).content().startsWith("<!DOCTYPE html>");
  }

  @Test
  void demo_oneProvider_refused() {
    assertThat(Cli.run("demo", "--providers", "1").code()).isEqualTo(2);
  }
}
