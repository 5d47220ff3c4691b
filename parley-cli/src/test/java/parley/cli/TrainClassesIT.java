package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import parley.fl.report.FitReport;

/**
 * Each class against the others: a sealed logistic regression and networks without hidden layer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainClassesIT {
  private static final List<String> COLOURS = List.of("red", "blue", "green");

  @TempDir private static Path folder;
  private JsonNode sealed;
  private JsonNode clear;

  @BeforeAll
  void train() throws IOException {
    Random random = new Random(5);
    StringBuilder rows = new StringBuilder("a,b,colour\n");
    for (int r = 0; r < 75; r++) {
      int colour = r % 3;
      rows.append(30 + (colour == 0 ? 5 : 0) + random.nextGaussian())
          .append(',')
          .append((colour == 1 ? -4 : 0) + random.nextGaussian())
          .append(',')
          .append(COLOURS.get(colour))
          .append('\n');
    }
    Files.writeString(folder.resolve("rows.csv"), rows);
    Cli.succeed("keygen --out " + at("querier.key"));
    sealed =
        Cli.json(
            "train logistic"
                + data()
                + keys()
                + " --passphrase-from none --rows-per-opening 64 --model-out "
                + at("sealed")
                + " --report "
                + at("report.json"));
    clear =
        Cli.json(
            "train mlp --layers none --protection plain" + data() + " --model-out " + at("clear"));
  }

  private static String data() {
    return " --label colour --max-iter 3 --providers 3 --test-every 5 --data " + at("rows.csv");
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static String keys() {
    return " --querier-key " + at("querier.key") + " --key-store " + at("stores");
  }

  @Test
  void trainLogistic_ofThreeClasses_isSealedAndAsGoodAsInClear() throws IOException {
    assertThat(sealed.get("sealed").asBoolean()).isTrue();
    assertThat(sealed.get("protection").asText()).isEqualTo("encrypted");
    assertThat(sealed.get("parameters").get("securityBits").asInt()).isEqualTo(128);
    assertThat(sealed.get("classes").toString()).isEqualTo("[\"blue\",\"green\",\"red\"]");
    assertThat(sealed.get("layers").toString()).isEqualTo("[2,3]");
    assertThat(sealed.get("opened").get("toQuerier").asInt()).isEqualTo(15);
    assertThat(clear.get("accuracy").asDouble()).isGreaterThan(.9);
    for (String same : List.of("accuracy", "confusion", "trainRows", "testRows", "classes")) {
      assertThat(sealed.get(same)).as(same).isEqualTo(clear.get(same));
    }
    FitReport report = FitReport.read(Files.readString(folder.resolve("report.json")));
    assertThat(report.sealed()).isTrue();
    assertThat(report.made().data())
        .isEqualTo("rows.csv, label colour, 3 classes; 60 training rows, 15 test rows");
    assertThat(report.made().score()).endsWith("on 15 test rows");
  }

  @Test
  void inspect_ofSealedClasses_saysWhatTheyAre() throws IOException {
    JsonNode facts = Cli.json("inspect " + at("sealed"));
    assertThat(facts.get("kind").asText()).isEqualTo("logistic regression");
    assertThat(facts.get("sealed").asBoolean()).isTrue();
    assertThat(facts.get("classes")).isEqualTo(sealed.get("classes"));
    assertThat(facts.get("outputs").asInt()).isEqualTo(3);
    assertThat(facts.has("coefficients")).isFalse();
    JsonNode network = Cli.json("inspect " + at("clear"));
    assertThat(network.get("kind").asText()).isEqualTo("network");
    assertThat(network.get("layers").toString()).isEqualTo("[2,3]");
    assertThat(network.get("weights").asInt()).isEqualTo(9);
  }

  /** Asked here, and by who sees neither rows nor answers. */
  @Test
  void predict_sealedClasses_answersAsInClear() throws IOException {
    JsonNode expected = Cli.json("predict --model " + at("clear") + " --data " + at("rows.csv"));
    requireSame(
        Cli.json("predict --model " + at("sealed") + keys() + " --data " + at("rows.csv")),
        expected);

    Cli.succeed(
        "keygen --public-for %s --querier-key %s --out %s"
            .formatted(at("sealed"), at("querier.key"), at("querier.public")));
    Cli.succeed(
        "predict --model %s --data %s --querier-public %s --key-store %s --answers-out %s"
            .formatted(
                at("sealed"), at("rows.csv"), at("querier.public"), at("stores"), at("answers")));
    requireSame(
        Cli.json("open %s --querier-key %s".formatted(at("answers"), at("querier.key"))), expected);
  }

  private static void requireSame(JsonNode found, JsonNode expected) {
    assertThat(found.get("classes")).isEqualTo(expected.get("classes"));
    assertThat(found.get("predictions")).hasSize(75);
    for (int r = 0; r < 75; r++) {
      JsonNode one = found.get("predictions").get(r);
      JsonNode other = expected.get("predictions").get(r);
      assertThat(one.get("prediction")).isEqualTo(other.get("prediction"));
      assertThat(one.get("probabilities")).hasSize(3);
      for (int k = 0; k < 3; k++) {
        assertThat(one.get("probabilities").get(k).asDouble())
            .isCloseTo(other.get("probabilities").get(k).asDouble(), within(1e-3));
      }
    }
  }

  /** Keys of this process alone: it is asked for the test rows, and nothing is left. */
  @Test
  void trainMlp_withoutHiddenLayer_isSealedAndAsGoodAsInClear() throws IOException {
    JsonNode network = Cli.json("train mlp --layers none" + data());

    assertThat(network.get("layers").toString()).isEqualTo("[2,3]");
    assertThat(network.get("sealed").asBoolean()).isTrue();
    assertThat(network.get("parameters").get("securityBits").asInt()).isEqualTo(128);
    assertThat(network.get("opened").get("toQuerier").asInt()).isEqualTo(15);
    assertThat(network.get("confusion")).isEqualTo(clear.get("confusion"));
  }
}
