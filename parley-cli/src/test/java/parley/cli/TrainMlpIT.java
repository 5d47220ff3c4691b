package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import parley.fl.report.FitReport;
import parley.testing.PublicData;

/** Networks in clear from the command line, and what other commands do with them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrainMlpIT {
  private static final int IMAGES = 60;

  @TempDir private static Path folder;
  private JsonNode digits;

  @BeforeAll
  void train() throws IOException {
    digits =
        Cli.json(
            "train mlp --protection plain --label digit --test-every 5 --layers 16 --max-iter 40"
                + " --input-map cosine:40 --image-shape 8x8 --pixel-range 0:16 --providers 4 --data"
                + " "
                + PublicData.file("digits.csv")
                + " --model-out "
                + at("digits")
                + " --report "
                + at("report.html")
                + " --report "
                + at("report.json"));
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void train_digits_saysWhatTheNetworkIsWorth() {
    assertThat(digits.get("accuracy").asDouble()).isGreaterThan(.9);
    assertThat(digits.get("auc").isNull()).isTrue();
    assertThat(texts(digits.get("classes"))).startsWith("0", "1").hasSize(10);
    assertThat(texts(digits.get("layers"))).containsExactly("40", "16", "10");
    assertThat(digits.get("iterations").asInt()).isEqualTo(40);
    assertThat(digits.get("lossByIteration")).hasSize(40);
    assertThat(digits.get("lossByIteration").get(39).asDouble())
        .isLessThan(digits.get("lossByIteration").get(0).asDouble() / 2);
    assertThat(digits.get("largestActivation")).hasSize(2);
    assertThat(digits.get("largestActivation").get(0).asDouble()).isBetween(1.0, 32.0);
    assertThat(digits.get("protection").asText()).isEqualTo("plain");
    assertThat(digits.get("sealed").asBoolean()).isFalse();
    assertThat(digits.get("seconds").get("total").asDouble()).isPositive();
    int right = 0;
    int rows = 0;
    for (int own = 0; own < 10; own++) {
      for (int k = 0; k < 10; k++) {
        int count = digits.get("confusion").get(own).get(k).asInt();
        rows += count;
        right += k == own ? count : 0;
      }
    }
    assertThat(rows).isEqualTo(360).isEqualTo(digits.get("testRows").asInt());
    assertThat((double) right / rows).isEqualTo(digits.get("accuracy").asDouble());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  @Test
  void report_ofANetwork_hasItsDataAndScore() throws IOException {
    FitReport report = FitReport.read(Files.readString(folder.resolve("report.html")));

    assertThat(report).isEqualTo(FitReport.read(Files.readString(folder.resolve("report.json"))));
    assertThat(report.made().data())
        .isEqualTo("digits.csv, label digit, 10 classes; 1437 training rows, 360 test rows");
    assertThat(report.made().score()).startsWith("accuracy 0.9").endsWith("on 360 test rows");
    assertThat(report.network().layers()).containsExactly(40, 16, 10);
  }

  @Test
  void predict_withANetwork_answersClasses() throws IOException {
    JsonNode answers =
        Cli.json("predict --model " + at("digits") + " --data " + PublicData.file("digits.csv"));

    assertThat(answers.get("rows").asInt()).isEqualTo(1797);
    List<String> lines = PublicData.lines("digits.csv");
    int right = 0;
    for (JsonNode one : answers.get("predictions")) {
      int row = one.get("row").asInt();
      String label = lines.get(row + 1).substring(lines.get(row + 1).lastIndexOf(',') + 1);
      assertThat(one.get("probabilities")).hasSize(10);
      right += row % 5 == 0 && one.get("prediction").asText().equals(label) ? 1 : 0;
    }
    assertThat(right / 360.0).isEqualTo(digits.get("accuracy").asDouble());
    String text =
        Cli.succeed("predict --model " + at("digits") + " --data " + PublicData.file("digits.csv"))
            .out();
    assertThat(text).startsWith("row,probability,prediction\n0,0.").contains("\n1796,0.");
  }

  @Test
  void inspect_ofANetwork_saysLayersAndMap() throws IOException {
    JsonNode facts = Cli.json("inspect " + at("digits"));

    assertThat(facts.get("kind").asText()).isEqualTo("network");
    assertThat(facts.get("inputMap").asText()).isEqualTo("cosine:40 8x8 0.0:16.0");
    assertThat(texts(facts.get("layers"))).containsExactly("40", "16", "10");
    assertThat(facts.get("weights").asInt()).isEqualTo(41 * 16 + 17 * 10);
    assertThat(facts.get("report").get("iterations").asInt()).isEqualTo(40);
  }

  @Test
  void seal_forANetwork_isRefused() {
    Cli.Run run =
        Cli.run(
            "seal", "--model", at("digits"), "--rows", "digits.csv", "--out", at("sealed.rows"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("are known to whoever has it, expected a sealed model");
  }

  @Test
  void train_ofTwoClasses_hasAnAuc() throws IOException {
    JsonNode cancer =
        Cli.json(
            "train mlp --protection plain --label diagnosis --test-every 5 --layers 8 --max-iter 20"
                + " --providers 3 --data "
                + Cli.repository("examples/data/breast-cancer.csv"));

    assertThat(cancer.get("accuracy").asDouble()).isGreaterThan(.93);
    assertThat(cancer.get("auc").asDouble()).isBetween(.97, 1.0);
    assertThat(texts(cancer.get("classes"))).containsExactly("benign", "malignant");
  }

  /** The label says whether the upper or the lower line of an image is the brighter one. */
  @Test
  void train_ofImages_learnsAndPredictsFromFiles() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    ByteBuffer images = ByteBuffer.allocate(16 + 4 * IMAGES);
    images.putInt(0x803).putInt(IMAGES).putInt(2).putInt(2);
    ByteBuffer labels = ByteBuffer.allocate(8 + IMAGES).putInt(0x801).putInt(IMAGES);
    for (int k = 0; k < IMAGES; k++) {
      int upper = random.nextInt(2);
      for (int pixel = 0; pixel < 4; pixel++) {
        boolean bright = pixel / 2 == 1 - upper;
        images.put((byte) (random.nextInt(100) + (bright ? 150 : 0)));
      }
      labels.put((byte) (upper == 1 ? 7 : 3));
    }
    Files.write(folder.resolve("images"), images.array());
    Files.write(folder.resolve("labels"), labels.array());
    String files = " --images " + at("images") + " --labels " + at("labels");
    String tests = " --test-images " + at("images") + " --test-labels " + at("labels");

    JsonNode trained =
        Cli.json(
            "train mlp --protection plain --providers 3 --layers 4 --max-iter 15 --model-out "
                + at("lines")
                + files
                + tests);
    JsonNode answers = Cli.json("predict --model " + at("lines") + " --images " + at("images"));

    assertThat(trained.get("trainRows").asInt()).isEqualTo(IMAGES);
    assertThat(texts(trained.get("classes"))).containsExactly("3", "7");
    assertThat(trained.get("accuracy").asDouble()).isCloseTo(1, within(.05));
    int right = 0;
    for (JsonNode one : answers.get("predictions")) {
      int label = labels.get(8 + one.get("row").asInt());
      right += one.get("prediction").asText().equals("" + label) ? 1 : 0;
    }
    assertThat((double) right / IMAGES).isEqualTo(trained.get("accuracy").asDouble());
    Cli.Run other = Cli.run("predict", "--model", at("digits"), "--images", at("images"));
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("the model's features are no pixels of such images");
  }
}
