package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditShiftIT {
  @TempDir private Path folder;

  /** The golden rows, a word beside them, and a missing number. */
  private String file(String name, String word, double... values) {
    String rows =
        DoubleStream.of(values).mapToObj(x -> x + "," + word).collect(Collectors.joining("\n"));
    return Cli.write(folder.resolve(name), "x,w\n" + rows + "\n?," + word + "\n").toString();
  }

  @Test
  void shift_goldenRows_isFiguresFromRowsAndFromStatistics() throws Exception {
    String reference = file("a.csv", "u", .1, .4, .7, 1, 1.3, 1.6, 1.9, 2.2);
    String data = file("b.csv", "v", .5, .9, 1.2, 1.8, 2.5, 2.6, 3, 3.4, 3.9, 4.1);
    String saved = folder.resolve("s.json").toString();

    Cli.Run run =
        Cli.run(
            "audit",
            "shift",
            "--reference",
            reference,
            "--data",
            data,
            "--save-reference",
            saved,
            "--output",
            "json");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().strip()).doesNotContain("\n");
    check(new ObjectMapper().readTree(run.out()), false);
    Cli.Run later =
        Cli.run("audit", "shift", "--reference", saved, "--data", data, "--output", "json");
    assertThat(later.code()).as(later.err()).isZero();
    check(new ObjectMapper().readTree(later.out()), true);

    Path page = folder.resolve("shift.html");
    Cli.Run text =
        Cli.run(
            "audit",
            "shift",
            "--reference",
            reference,
            "--data",
            data,
            "--report",
            page.toString(),
            "--fail-if",
            "psi.x>.25",
            "--fail-if",
            "kolmogorovSmirnov.x<.5");
    assertThat(text.code()).isEqualTo(3);
    assertThat(text.err()).contains("check failed: psi.x is").doesNotContain("kolmogorov");
    assertThat(Files.readString(page))
        .contains("Shift from a.csv to b.csv", "<svg", "Kolmogorov-Smirnov", "shiftedFeatures = 2");
    assertThat(text.out())
        .contains("Shift from a.csv to b.csv", "Shifted at 0.05000 by Benjamini-Hochberg: x, w")
        .contains("w: 11 data rows have categories that the reference has not: v");
  }

  private static void check(JsonNode json, boolean fromStatistics) {
    assertThat(json.get("fromStatistics").asBoolean()).isEqualTo(fromStatistics);
    JsonNode x = json.get("features").get(0);
    assertThat(x.get("statistic").get("value").asDouble()).isCloseTo(.6, within(1e-12));
    assertThat(x.get("pValue").get("value").asDouble())
        .isCloseTo(.04986516751222633, within(1e-12));
    assertThat(x.get("dataMissing").asInt()).isEqualTo(1);
    assertThat(json.get("features").get(1).get("unseenCategories").get(0).asText()).isEqualTo("v");
  }

  @Test
  void shift_noData_keepsStatisticsAlone() {
    String reference = file("a.csv", "u", 1, 2, 3);
    List<String> words =
        List.of(
            "audit",
            "shift",
            "--reference",
            reference,
            "--save-reference",
            folder.resolve("s.json").toString());

    assertThat(Cli.run(words.toArray(String[]::new)).out())
        .contains("statistics of 4 rows kept in");
  }
}
