package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditBaseRateTest {
  /** A test for 1 in 1000 with 5 % false positives and no misses. */
  private static final List<String> SEED =
      List.of("audit", "base-rate", "--prevalence", ".001", "--tpr", "1", "--fpr", ".05");

  @TempDir private Path folder;

  @Test
  void json_seedExample_isTheGolden() throws Exception {
    JsonNode json = json();

    assertThat(json.get("ppv").asDouble()).isCloseTo(.019627085377821395, within(1e-12));
    assertThat(json.get("npv").asDouble()).isEqualTo(1);
    assertThat(json.get("accuracy").asDouble()).isCloseTo(.95005, within(1e-12));
    assertThat(json.at("/expected/falseAlarms").asLong()).isEqualTo(49_950);
    assertThat(json.get("falsePositiveRateForWantedPpv").asDouble())
        .isCloseTo(1 / 999.0, within(1e-12));
    assertThat(json.get("warnings")).hasSize(1);
    assertThat(json.has("intervals")).isFalse();
  }

  @Test
  void json_withCounts_hasIntervals() throws Exception {
    JsonNode interval = json("--positives", "40", "--negatives", "400").at("/intervals/ppv");

    assertThat(interval.get("lower").asDouble()).isBetween(.005, .0196);
    assertThat(interval.get("upper").asDouble()).isBetween(.0197, .06);
    assertThat(interval.get("confidence").asDouble()).isEqualTo(.95);
  }

  @Test
  void json_undefinedFigure_isNullWithAReason() throws Exception {
    Cli.Run run =
        Cli.run(
            "audit",
            "base-rate",
            "--prevalence",
            ".1",
            "--tpr",
            "0",
            "--fpr",
            "0",
            "--output",
            "json");
    JsonNode json = new ObjectMapper().readTree(run.out());

    assertThat(json.get("ppv").isNull()).isTrue();
    assertThat(json.at("/reasons/ppv").asText()).contains("no row is called positive");
    assertThat(run.out()).doesNotContain("NaN");
  }

  @Test
  void text_saysInPlainWords() {
    Cli.Run run = run();

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "Of 1,000,000 rows 1,000 are positive",
            "ppv = 0.0196271",
            "Warning: An accuracy of 95 %");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ppv<0.5, 3",
    "ppv < .0196, 0",
    "npv>=1, 3",
    "npv>1, 0",
    "accuracy<=0.9, 0",
    "accuracy>9e-1, 3"
  })
  void failIf_operators_decideTheExitCode(String check, int code) {
    Cli.Run run = run("--fail-if", check);

    assertThat(run.code()).isEqualTo(code);
    assertThat(run.out()).contains("ppv = 0.0196271");
    assertThat(run.err().strip().lines().count()).isEqualTo(code == 0 ? 0 : 1);
  }

  @Test
  void failIf_severalChecks_namesThoseThatFailAndWritesTheReport() throws Exception {
    Path page = folder.resolve("r.html");
    Cli.Run run = run("--fail-if", "ppv<0.5", "--fail-if", "npv<0.5", "--report", page.toString());

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err().strip())
        .isEqualTo("check failed: ppv is 0.019627085377821395, and --fail-if says 'ppv<0.5'");
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("1,000,000 rows");
  }

  @Test
  void failIf_undefinedFigure_fails() {
    Cli.Run run =
        Cli.run(
            "audit",
            "base-rate",
            "--prevalence",
            ".1",
            "--tpr",
            "0",
            "--fpr",
            "0",
            "--fail-if",
            "ppv<0.5");

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("check failed: ppv is undefined (no row is called positive");
  }

  private static Cli.Run run(String... more) {
    List<String> words = new ArrayList<>(SEED);
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private static JsonNode json(String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of(more));
    words.addAll(List.of("--output", "json"));
    Cli.Run run = run(words.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().strip()).doesNotContain("\n");
    return new ObjectMapper().readTree(run.out());
  }
}
