package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on rows in files of their providers, against the same rows in one table. */
class DataManifestIT {
  private static final String HEADER = "ward,age,weeks,event";
  private static final int ROWS = 60;

  @TempDir private static Path folder;

  @BeforeAll
  static void writeFiles() throws IOException {
    Random random = new Random(3);
    List<String> all = new ArrayList<>(List.of(HEADER + ",site"));
    Map<String, List<String>> files = new TreeMap<>();
    for (int i = 0; i < ROWS; i++) {
      String site = "site-" + i % 3;
      String age = i == 7 ? "" : String.valueOf(40 + random.nextInt(40));
      String row = "%03d,%s,%d,%d".formatted(i % 2, age, 1 + random.nextInt(50), random.nextInt(2));
      all.add(row + "," + site);
      files.computeIfAbsent(site, any -> new ArrayList<>(List.of(HEADER))).add(row);
    }
    Files.write(folder.resolve("all.csv"), all);
    StringBuilder manifest = new StringBuilder();
    for (Map.Entry<String, List<String>> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey() + ".csv"), file.getValue());
      manifest.append(manifest.isEmpty() ? "" : ",");
      manifest.append("\"%1$s\":\"%1$s.csv\"".formatted(file.getKey()));
    }
    Cli.write(folder.resolve("sites.json"), "{\"providers\":{" + manifest + "}}");
    Cli.write(
        folder.resolve("levels.json"), "{\"ward\":[\"000\",\"001\"],\"event\":[\"0\",\"1\"]}");
  }

  private static JsonNode run(String command, String... rows) throws IOException {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of(rows));
    words.addAll(List.of("--output", "json"));
    words.replaceAll(word -> word.startsWith("@") ? folder.resolve(word.substring(1)) + "" : word);
    Cli.Run run = Cli.run(words.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(run.out());
    ((ObjectNode) result).remove("seconds");
    return result;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stats describe --columns age,weeks --by ward --levels @levels.json",
        "stats crosstab --rows ward --columns event --levels @levels.json --protection plain",
        "train linear --label weeks --features age,event --protection plain",
        "train glm --family binomial --link logit --label event --features age --protection plain",
        "train multinomial --label ward --features age --levels @levels.json --protection plain",
        "survival cox --time weeks --event event --features age --protection plain"
      })
  void command_rowsInTheProvidersFiles_sameAsOfOneTable(String command) throws IOException {
    assertThat(run(command, "--data-manifest", "@sites.json"))
        .isEqualTo(run(command, "--data", "@all.csv", "--provider-column", "site"));
  }

  @Test
  void sealedTraining_rowsInTheProvidersFiles_sameWeightsAndNoRowsCounted() throws IOException {
    String command =
        "train linear --release sealed --label weeks --features age,event --max-iter 5"
            + " --protection plain --reveal-weights";
    ObjectNode here = (ObjectNode) run(command, "--data", "@all.csv", "--provider-column", "site");
    ObjectNode there = (ObjectNode) run(command, "--data-manifest", "@sites.json");
    assertThat(there.get("coefficients")).isEqualTo(here.get("coefficients"));
    assertThat(there.get("providers")).isEqualTo(here.get("providers"));
    assertThat(there.has("rows") || there.has("droppedRows")).isFalse();
    assertThat(here.get("droppedRows").asInt()).isEqualTo(1);
  }
}
