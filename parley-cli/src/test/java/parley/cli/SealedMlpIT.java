package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A network whose weights nobody sees, at 128 bits, and what is asked of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedMlpIT {
  @TempDir private static Path folder;
  private JsonNode trained;
  private JsonNode clear;

  @BeforeAll
  void train() throws IOException {
    List<String> lines = Files.readAllLines(Cli.repository("examples/data/breast-cancer.csv"));
    Files.write(folder.resolve("few.csv"), lines.subList(0, 11));
    Cli.succeed("keygen --out " + at("querier.key"));
    Cli.succeed("keygen --out " + at("other.key"));
    String network =
        "train mlp --label diagnosis --features worst_area,worst_concavity --layers 2,2 --max-iter"
            + " 2 --providers 3 --test-every 50 --data "
            + Cli.repository("examples/data/breast-cancer.csv");
    trained = Cli.json(network + keys() + " --passphrase-from none --model-out " + at("model"));
    clear = Cli.json(network + " --protection plain --model-out " + at("clear"));
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static String keys() {
    return " --querier-key " + at("querier.key") + " --key-store " + at("stores");
  }

  @Test
  void train_sealed_measuresOnTestRowsAndSaves() throws IOException {
    assertThat(trained.get("sealed").asBoolean()).isTrue();
    assertThat(trained.get("parameters").get("securityBits").asInt()).isEqualTo(128);
    assertThat(trained.get("accuracy")).isEqualTo(clear.get("accuracy"));
    assertThat(trained.get("opened").get("toQuerier").asInt())
        .isEqualTo(trained.get("testRows").asInt());
    JsonNode facts = Cli.json("inspect " + at("model"));
    assertThat(facts.get("kind").asText()).isEqualTo("network");
    assertThat(facts.get("sealed").asBoolean()).isTrue();
    assertThat(facts.get("layers").toString()).isEqualTo("[2,2,2,2]");
    assertThat(facts.get("bytes").asLong()).isPositive();
  }

  @Test
  void predict_sealed_answersAsTheNetworkInClear() throws IOException {
    String data = " --data " + at("few.csv");
    assertSame(
        Cli.json("predict --model " + at("model") + keys() + data),
        Cli.json("predict --model " + at("clear") + data));
    Cli.Run without = Cli.run(("predict --model " + at("model") + data).split(" "));
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err())
        .contains("cannot predict with a sealed model: expected --querier-key and --key-store");
  }

  private static void assertSame(JsonNode found, JsonNode expected) {
    assertThat(found.get("classes").toString()).isEqualTo("[\"benign\",\"malignant\"]");
    assertThat(found.get("predictions")).hasSize(10);
    for (int r = 0; r < 10; r++) {
      JsonNode one = found.get("predictions").get(r);
      JsonNode other = expected.get("predictions").get(r);
      assertThat(one.get("row")).isEqualTo(other.get("row"));
      assertThat(one.get("prediction")).isEqualTo(other.get("prediction"));
      assertThat(one.get("probabilities").get(1).asDouble())
          .isCloseTo(other.get("probabilities").get(1).asDouble(), within(1e-3));
    }
  }

  /** Who predicts has the querier's public key alone, and sees neither rows nor answers. */
  @Test
  void seal_forANetwork_isOpenedWhereTheQuerierIs() throws IOException {
    Cli.succeed(
        "keygen --public-for %s --querier-key %s --out %s"
            .formatted(at("model"), at("querier.key"), at("querier.public")));
    Cli.succeed(
        "seal --model %s --rows %s --out %s".formatted(at("model"), at("few.csv"), at("sealed")));
    Cli.succeed(
        "predict --model %s --sealed-rows %s --querier-public %s --key-store %s --answers-out %s"
            .formatted(
                at("model"), at("sealed"), at("querier.public"), at("stores"), at("answers")));

    JsonNode opened =
        Cli.json(
            "open %s --querier-key %s --model %s --sealed-rows %s"
                .formatted(at("answers"), at("querier.key"), at("model"), at("sealed")));

    assertSame(opened, Cli.json("predict --model " + at("clear") + " --data " + at("few.csv")));
    assertThat(Cli.succeed("open " + at("answers") + " --querier-key " + at("querier.key")).out())
        .startsWith("row,probability,prediction")
        .contains("malignant");
    Cli.Run other =
        Cli.run(
            "keygen --public-for %s --querier-key %s --out %s"
                .formatted(at("model"), at("other.key"), at("other.public"))
                .split(" "));
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err())
        .contains("cannot make a public key: the querier's key is another, expected the one that");
    Cli.Run known =
        Cli.run(
            "keygen --public-for %s --querier-key %s --out %s"
                .formatted(at("clear"), at("querier.key"), at("clear.public"))
                .split(" "));
    assertThat(known.code()).isEqualTo(2);
    assertThat(known.err()).contains("are known to whoever has it, expected a sealed model");
  }
}
