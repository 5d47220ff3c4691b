package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One regression that is sealed at 128 bits, and what commands do with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealedRegressionCommandsIT {
  private static final String LINEAR =
      "train linear --label mean_area --features mean_radius,mean_texture --providers 3";

  private static final String POISSON =
      "train glm --family poisson --label visits --features age,weeks --provider-column site";

  /** Of the label, in the data's own unit. */
  private static final double DEVIATION = 351.9;

  @TempDir private static Path folder;
  private JsonNode sealed;
  private JsonNode clear;

  @BeforeAll
  void train() throws IOException {
    run(0, "keygen --out " + at("querier.key"));
    String keys = keys();
    sealed =
        json(
            LINEAR
                + data("breast-cancer.csv")
                + " --release sealed --max-iter 2 --model-out "
                + at("model")
                + " --report "
                + at("report.json")
                + keys);
    clear =
        json(
            LINEAR
                + data("breast-cancer.csv")
                + " --release sealed --max-iter 2 --protection plain --reveal-weights --model-out "
                + at("clear"));
    // The columns in another order, one more, and a row that cannot be answered.
    Cli.write(
        folder.resolve("rows.csv"),
        "mean_texture,other,mean_radius\n10.38,x,17.99\n,x,12\n17.77,x,20.57\n25.2,x,7.8\n");
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static String data(String name) {
    return " --data " + Cli.repository("examples/data/" + name);
  }

  private static String keys() {
    return " --querier-key %s --key-store %s --passphrase-from none"
        .formatted(at("querier.key"), at("keys"));
  }

  private static Cli.Run run(int code, String command) {
    Cli.Run run = Cli.run(command.split(" "));
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    return run;
  }

  private static JsonNode json(String command) {
    try {
      return new ObjectMapper().readTree(run(0, command + " --output json").out());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Double> predictions(JsonNode all) {
    List<Double> means = new ArrayList<>();
    all.path("predictions").forEach(one -> means.add(one.path("prediction").doubleValue()));
    return means;
  }

  @Test
  void train_sealed_printsNoCoefficient() {
    assertThat(sealed.path("sealed").booleanValue()).isTrue();
    assertThat(sealed.path("rows").intValue()).isEqualTo(569);
    assertThat(sealed.path("parameters").path("securityBits").intValue()).isEqualTo(128);
    assertThat(sealed.path("opened").path("toQuerier").intValue()).isZero();
    assertThat(sealed.has("coefficients")).isFalse();
    assertThat(folder.resolve("report.json")).content().contains("\"coefficients\":null");
  }

  @Test
  void predict_sealed_asTheSameStepsInClear() {
    JsonNode asked = json("predict --model " + at("model") + " --data " + at("rows.csv") + keys());
    List<Double> means = predictions(asked);
    JsonNode weights = clear.path("coefficients");

    double[][] rows = {{17.99, 10.38}, {20.57, 17.77}, {7.8, 25.2}};
    assertThat(means).hasSize(rows.length);
    for (int i = 0; i < rows.length; i++) {
      double expected =
          clear.path("intercept").doubleValue()
              + weights.path("mean_radius").doubleValue() * rows[i][0]
              + weights.path("mean_texture").doubleValue() * rows[i][1];
      assertThat(means.get(i)).isCloseTo(expected, within(1e-4 * DEVIATION));
    }
    assertThat(asked.path("sealed").booleanValue()).isTrue();
    assertThat(asked.path("label").textValue()).isEqualTo("mean_area");
    assertThat(asked.path("droppedRows").path("rows").intValue()).isEqualTo(1);
    assertThat(asked.has("positive")).isFalse();
    assertThat(asked.path("predictions").get(1).path("row").intValue()).isEqualTo(2);
    assertThat(asked.path("predictions").get(0).has("probability")).isFalse();
  }

  @Test
  void predict_known_needsNoKey() {
    Cli.Run run = run(0, "predict --model " + at("clear") + " --data " + at("rows.csv"));

    assertThat(run.out().lines().findFirst()).hasValue("row,prediction");
    assertThat(run.out().lines()).hasSize(4);
  }

  @Test
  void predict_withoutKeys_saysWhichItNeeds() {
    assertThat(run(2, "predict --model " + at("model") + " --data " + at("rows.csv")).err())
        .contains("cannot predict with a sealed model: expected --querier-key and --key-store");
  }

  @Test
  void inspect_bothKinds_sayWhatIsKnown() {
    JsonNode hidden = json("inspect " + at("model"));
    assertThat(hidden.path("kind").textValue()).isEqualTo("linear regression");
    assertThat(hidden.path("report").path("iterations").intValue()).isEqualTo(2);
    assertThat(hidden.has("coefficients")).isFalse();

    JsonNode known = json("inspect " + at("clear"));
    assertThat(known.path("coefficients")).isEqualTo(clear.path("coefficients"));
    assertThat(known.path("intercept")).isEqualTo(clear.path("intercept"));
  }

  @Test
  void seal_regression_refusedByName() {
    String command =
        "seal --model %s --rows %s --out %s".formatted(at("model"), at("rows.csv"), at("sealed"));

    assertThat(run(2, command).err())
        .contains("is a linear regression, which answers the querier that runs predict alone");
    assertThat(folder.resolve("sealed")).doesNotExist();
  }

  @Test
  void load_columnsOfAnotherKind_refused() throws IOException {
    Path columns = folder.resolve("clear/columns.json");
    String text = Files.readString(columns);
    // Hadoop's own checksum finds it first.
    Files.delete(folder.resolve("clear/.columns.json.crc"));
    try {
      Files.writeString(columns, text.replace("linear regression", "logistic regression"));
      assertThat(run(2, "inspect " + at("clear")).err()).contains("cannot read model");
      Files.writeString(columns, text.replace("linear regression", "forest"));
      assertThat(run(2, "inspect " + at("clear")).err())
          .contains("it is a forest, which this version does not know");
    } finally {
      Files.writeString(columns, text);
    }
  }

  /** Rows have weights, and some a missing value; the exact sums of {@code rounds} are beside. */
  @Test
  void linear_sealedInClearWithWeights_asFromSums() {
    String command =
        "train linear --label y --features a,b --weight w --protection plain"
            + " --providers 3 --data "
            + table();
    JsonNode steps = json(command + " --release sealed --reveal-weights");
    JsonNode exact = json(command);

    assertThat(steps.path("rows").intValue()).isEqualTo(exact.path("rows").intValue());
    assertThat(steps.path("droppedRows").intValue()).isEqualTo(2);
    assertThat(steps.path("standardErrors").isNull()).isTrue();
    assertThat(steps.path("reasons").path("standardErrors").textValue())
        .contains("the information matrix was not opened");
    close(steps, exact, 1e-6, "a", "b");
    close(steps.path("intercept"), exact.path("intercept"), 1e-6);
  }

  @Test
  void poisson_sealedInClear_asFromSums() {
    String command = POISSON + data("followup.csv") + " --protection plain";

    JsonNode steps = json(command + " --release sealed --reveal-weights");
    JsonNode exact = json(command);
    close(steps, exact, 1e-3, "age", "weeks");
    close(steps.path("intercept"), exact.path("intercept"), 1e-3);
  }

  private static void close(JsonNode got, JsonNode expected, double relative, String... terms) {
    for (String term : terms) {
      close(
          got.path("coefficients").path(term), expected.path("coefficients").path(term), relative);
    }
  }

  private static void close(JsonNode got, JsonNode expected, double relative) {
    assertThat(got.doubleValue()).isCloseTo(expected.doubleValue(), withPercentage(100 * relative));
  }

  private static String table() {
    StringBuilder rows = new StringBuilder("a,b,w,y\n");
    for (int i = 0; i < 40; i++) {
      double a = (i * 7 % 13) / 13.0;
      double b = (i * 5 % 11) / 11.0;
      double noise = (i * 3 % 7 - 3) / 10.0;
      rows.append("%s,%s,%s,%s%n".formatted(a, b, 1 + i % 3, 2 * a - b + 1 + noise));
    }
    return Cli.write(folder.resolve("table.csv"), rows + "1,,1,2\n.5,1,2,\n").toString();
  }
}
