package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.testing.PublicData;

/** What {@code parley stats} prints, against figures of other programs. */
class StatsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static Cli.Run run(String command, String data, String... more) {
    List<String> words = new ArrayList<>(List.of("stats"));
    words.addAll(List.of(command.split(" ")));
    words.addAll(List.of("--data", PublicData.file(data).toString()));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private static JsonNode json(String command, String data, String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    words.addAll(List.of("--output", "json"));
    Cli.Run run = run(command, data, words.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    try {
      return JSON.readTree(run.out());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void close(JsonNode node, String name, double expected) {
    assertThat(node.path(name).doubleValue())
        .as(name)
        .isCloseTo(expected, within(1e-9 * Math.abs(expected)));
  }

  @Test
  void describe_encrypted_asNumpyDescribesThePooledRows() {
    JsonNode all = json("describe", "wdbc.csv", "--columns", "area_mean", "--providers", "3");
    JsonNode area = all.path("columns").path("area_mean");

    assertThat(area.path("n").asLong()).isEqualTo(569);
    close(area, "sum", 372631.9);
    close(area, "mean", 654.8891036906855);
    close(area, "variance", 123843.55431768109);
    close(area, "skewness", 1.6413905092044112);
    close(area, "kurtosis", 3.609761264823108);
    close(area, "normL2", 17730.64324411272);
    assertThat(all.path("rows").asLong()).isEqualTo(569);
    assertThat(all.path("providers").asInt()).isEqualTo(3);
    assertThat(all.path("protection").asText()).isEqualTo("encrypted");
    assertThat(all.path("opened").path("toAll").asInt()).isZero();
    assertThat(all.path("opened").path("toQuerier").asInt()).isPositive();
  }

  @Test
  void describe_byGroupInClear_asTheGoldenFigures() {
    JsonNode sex =
        json(
                "describe",
                "adult-train.csv",
                "--columns",
                "age",
                "--by",
                "sex",
                "--protection",
                "plain")
            .path("groups");
    JsonNode female = sex.path("Female").path("columns").path("age");
    JsonNode male = sex.path("Male").path("columns").path("age");

    assertThat(female.path("n").asLong()).isEqualTo(10771);
    close(female, "mean", 36.85823043357163);
    close(female, "variance", 196.38370639480618);
    assertThat(male.path("sum").asDouble()).isEqualTo(859257);
    close(male, "variance", 178.7737517452998);
  }

  @Test
  void describe_textAndPage_sayWhatWasOpenedToWhom() throws IOException {
    Path page = folder.resolve("describe.html");
    Cli.Run run =
        run(
            "describe",
            "wdbc.csv",
            "--columns",
            "area_mean,radius_mean",
            "--report",
            page.toString());

    assertThat(run.out())
        .contains("569 rows\ncolumn")
        .contains("area_mean")
        .contains("10 providers (simulated in one process), encrypted; opened: ")
        .contains("numbers to the querier, 0 to all");
    assertThat(Files.readString(page))
        .contains("<title>Description of wdbc.csv</title>")
        .contains("Who could see what")
        .contains("ciphertexts under a key that no one holds");
  }
}
