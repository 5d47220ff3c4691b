package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        .contains("Shift from a.csv to b.csv", "<svg", "Kolmogorov-Smirnov", "shiftedFeatures = 1");
    assertThat(text.out())
        .contains("Shift from a.csv to b.csv", "Shifted at 0.05000 by Benjamini-Hochberg: w")
        .contains("w: 11 data rows have categories that the reference has not: v");
  }

  private static void check(JsonNode json, boolean fromStatistics) {
    assertThat(json.get("fromStatistics").asBoolean()).isEqualTo(fromStatistics);
    JsonNode x = json.get("features").get(0);
    assertThat(x.get("statistic").get("value").asDouble()).isCloseTo(.6, within(1e-12));
    assertThat(x.get("pValue").get("value").asDouble())
        .isCloseTo(.04986516751222633, within(1e-12));
    assertThat(x.get("pValueMethod").asText()).isEqualTo("exact");
    assertThat(x.get("dataMissing").asInt()).isEqualTo(1);
    // Of p values .04987, .000... and that of the missing share the second has 3 / 2 times its own.
    assertThat(x.get("adjustedBenjaminiHochberg").get("value").asDouble())
        .isCloseTo(.04986516751222633 * 3 / 2, within(1e-12));
    assertThat(json.get("features").get(1).get("unseenCategories").get(0).asText()).isEqualTo("v");
  }

  @Test
  void shift_emptyFeed_failsTheCheck() {
    String reference =
        Cli.write(folder.resolve("r.csv"), "lab,age\n" + "1.5,3\n2.5,4\n".repeat(20)).toString();
    String data =
        Cli.write(folder.resolve("d.csv"), "lab,age\n" + ",3\n,4\n".repeat(20)).toString();
    Cli.Run run =
        Cli.run(
            "audit",
            "shift",
            "--reference",
            reference,
            "--data",
            data,
            "--fail-if",
            "shiftedFeatures>0");
    assertThat(run.code()).as(run.err()).isEqualTo(3);
    assertThat(run.out()).contains("Benjamini-Hochberg: lab; by Holm: lab");
  }

  /** Three rows at 0, 1 and 10: the first two are near and treated as differently as can be. */
  @Test
  void individual_threeRows_isCountedByHand() throws Exception {
    String data =
        Cli.write(folder.resolve("i.csv"), "who,x,c,p\na,0,7,0\nb,1,7,1\nc,10,7,1\n").toString();
    List<String> words =
        new ArrayList<>(
            List.of(
                "audit",
                "individual",
                "--data",
                data,
                "--prediction",
                "p",
                "--id",
                "who",
                "--scale",
                "none",
                "--neighbors",
                "2",
                "--lipschitz",
                ".5",
                "--fail-if",
                "consistency<.7"));
    Cli.Run text = Cli.run(words.toArray(String[]::new));
    assertThat(text.code()).as(text.err()).isEqualTo(3);
    assertThat(text.out()).contains("Similar rows treated alike", "consistency = 0.666667");
    words.addAll(List.of("--output", "json", "--report", folder.resolve("i.html").toString()));
    Cli.Run run = Cli.run(words.toArray(String[]::new));
    assertThat(run.err()).contains("check failed: consistency is 0.66");
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("rows").asInt()).isEqualTo(3);
    assertThat(json.get("consistency").asDouble()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(json.get("violations").asInt()).isEqualTo(1);
    assertThat(json.get("smallestLipschitzConstant").asDouble()).isCloseTo(1, within(1e-12));
    assertThat(json.get("worst").get(0).get("secondId").asText()).isEqualTo("b");
    assertThat(Files.readString(folder.resolve("i.html")))
        .contains("Individual fairness of p in i.csv");
    // From 0 to 1 the first two are .1 apart, and the constant column tells nothing apart.
    words.set(words.indexOf("none"), "min-max");
    words.removeAll(List.of("--report", folder.resolve("i.html").toString()));
    JsonNode scaled = new ObjectMapper().readTree(Cli.run(words.toArray(String[]::new)).out());
    assertThat(scaled.get("smallestLipschitzConstant").asDouble()).isCloseTo(10, within(1e-12));
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
