package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.plan.TrainingPlan;

/**
 * A training and predictions for a querier that is apart: while the driver works, the querier's
 * folder, with its key file, does not exist. Insecure ring; docs/querier.md runs at 128 bits.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuerierApartIT {
  private static final String INSECURE = "parley.insecure";
  private static final String DATA =
      "--data @@ --label diagnosis --positive malignant --features worst_area,worst_concavity"
          + " --providers 3";
  private static final String STORES = " --key-store @stores --passphrase-from none";
  private static final String APART = " --querier-public @querier.public";

  @TempDir private static Path folder;
  private JsonNode trained;
  private JsonNode sealed;

  @BeforeAll
  void tell() throws IOException {
    System.setProperty(INSECURE, "true");
    Files.createDirectory(folder.resolve("querier"));
    Cli.write(
        folder.resolve("rows.csv"), "worst_concavity,worst_area\n.05,400\n.7,2500\n,1\n.3,9\n");
    for (String key : List.of("key", "other")) {
      run(0, "keygen --out @querier/" + key);
    }
    run(0, "plan " + DATA + " --max-iter 2 --out @plan");
    run(0, "plan --rows 30 --feature-count 9 --providers 3 --degree 5 --out @otherplan");
    publish("plan", "key", "querier.public");
    publish("plan", "other", "other.public");
    publish("otherplan", "key", "otherplan.public");
    withoutTheQuerier(
        () -> {
          trained =
              json(
                  "train logistic "
                      + DATA
                      + " --test-every 5 --plan @plan"
                      + STORES
                      + APART
                      + " --model-out @model --answers-out @tests --report @report.html --output"
                      + " json");
          JsonNode answered =
              json(
                  "predict --model @model --data @rows.csv --answers-out @answers --output json"
                      + STORES
                      + APART);
          assertThat(answered.at("/droppedRows/rows").isInt()).isTrue();
        });
    json("seal --model @model --rows @rows.csv --out @rows.sealed --output json");
    withoutTheQuerier(
        () ->
            sealed =
                json(
                    "predict --model @model --sealed-rows @rows.sealed --answers-out @sealed"
                        + STORES
                        + APART
                        + " --output json"));
    damage("answers", "cut", bytes -> Arrays.copyOf(bytes, bytes.length / 2));
    damage("answers", "flipped", bytes -> flipped(bytes, bytes.length / 2));
    damage(
        "answers", "strange", bytes -> "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    byte[] rows = Files.readAllBytes(folder.resolve("rows.sealed"));
    Files.write(folder.resolve("rows.cut"), Arrays.copyOf(rows, rows.length - 1));
    Files.write(
        folder.resolve("cut.public"),
        Arrays.copyOf(Files.readAllBytes(folder.resolve("querier.public")), 2000));
    Cli.write(
        folder.resolve("oldplan"),
        Files.readString(folder.resolve("plan"))
            .replace(
                "\"version\" : " + TrainingPlan.VERSION,
                "\"version\" : " + (TrainingPlan.VERSION - 1)));
    Cli.write(
        folder.resolve("changedplan"),
        Files.readString(folder.resolve("plan")).replace("\"providers\" : 3", "\"providers\" : 4"));
  }

  @AfterAll
  void forget() {
    System.clearProperty(INSECURE);
  }

  /** What a driver does: its process finds no key file anywhere. */
  private static void withoutTheQuerier(Runnable driver) throws IOException {
    Path hidden = folder.resolveSibling(folder.getFileName() + "-hidden");
    Files.move(folder.resolve("querier"), hidden);
    try {
      driver.run();
    } finally {
      Files.move(hidden, folder.resolve("querier"));
    }
  }

  private static void publish(String plan, String key, String out) {
    run(0, "keygen --public-for @" + plan + " --querier-key @querier/" + key + " --out @" + out);
  }

  private interface Damage {
    byte[] of(byte[] bytes);
  }

  private static void damage(String from, String to, Damage damage) throws IOException {
    Files.createDirectory(folder.resolve(to));
    byte[] bytes = Files.readAllBytes(folder.resolve(from).resolve("margins.answers"));
    Files.write(folder.resolve(to).resolve("margins.answers"), damage.of(bytes));
  }

  private static byte[] flipped(byte[] bytes, int position) {
    byte[] copy = bytes.clone();
    copy[position] ^= 1;
    return copy;
  }

  /** {@code @} stands for the test's folder, {@code @@} for the example's rows. */
  private static Cli.Run run(int code, String command) {
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      if (word.equals("@@")) {
        words.add(Cli.repository("examples/data/breast-cancer.csv").toString());
      } else if (!word.isEmpty()) {
        words.add(word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word);
      }
    }
    Cli.Run run = Cli.run(words.toArray(String[]::new));
    assertThat(run.code()).as(command + "\n" + run.err()).isEqualTo(code);
    return run;
  }

  private static JsonNode json(String command) {
    try {
      return new ObjectMapper().readTree(run(0, command).out());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonNode open(String more) {
    return json("open --querier-key @querier/key --output json " + more);
  }

  private static double[] probabilities(JsonNode answers) {
    List<Double> found = new ArrayList<>();
    answers.get("predictions").forEach(p -> found.add(p.get("probability").asDouble()));
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Test
  void open_answersOfClearAndSealedRows_areTheOneProcessPredictions() {
    JsonNode here =
        json(
            "predict --model @model --data @rows.csv --querier-key @querier/key --output json"
                + STORES);

    JsonNode apart = open("--model @model --plan @plan @answers");
    JsonNode alone = open("--model @model --plan @plan --sealed-rows @rows.sealed @sealed");

    assertThat(probabilities(here)).hasSize(3);
    assertThat(probabilities(apart)).containsExactly(probabilities(here), within(1e-4));
    assertThat(probabilities(alone)).containsExactly(probabilities(here), within(1e-4));
    for (JsonNode one : List.of(apart, alone)) {
      assertThat(one.get("predictions").findValuesAsText("row")).containsExactly("0", "1", "3");
      assertThat(one.get("label").asText()).isEqualTo("diagnosis");
      assertThat(one.get("positive").asText()).isEqualTo("malignant");
    }
    assertThat(alone.get("request")).isEqualTo(sealed.get("request"));
    assertThat(run(0, "open --querier-key @querier/key @answers").out())
        .startsWith("row,probability,prediction")
        .contains("\n3,");
  }

  @Test
  void train_apart_scoresNothingAndSaysWhy() throws IOException {
    assertThat(trained.get("accuracy").isNull()).isTrue();
    assertThat(trained.get("auc").isNull()).isTrue();
    assertThat(trained.at("/reasons/accuracy").asText()).contains("the querier is apart");
    assertThat(trained.get("testRows").asInt()).isEqualTo(114);
    assertThat(trained.get("iterations").asInt()).isEqualTo(2);
    assertThat(open("@tests").get("predictions")).hasSize(114);
    assertThat(folder.resolve("report.html"))
        .content()
        .contains("its secret key was never in this process", "apart: its secret key was not in");
  }

  @Test
  void train_revealedWeights_areTheQueriersAlone() throws IOException {
    String command =
        "train logistic " + DATA + " --plan @plan --reveal-weights --output json --test-every 5";
    withoutTheQuerier(
        () -> {
          JsonNode apart = json(command + APART + " --answers-out @weights");
          assertThat(apart.has("weights")).isFalse();
          assertThat(apart.get("accuracy").isNull()).isTrue();
        });

    JsonNode weights = open("--plan @plan @weights").get("weights");

    JsonNode known = json(command + " --querier-key @querier/key");
    assertThat(known.get("standardErrors").isNull()).isTrue();
    assertThat(known.at("/reasons/standardErrors").asText()).contains("was not opened");
    JsonNode expected = known.get("weights");
    assertThat(weights.get("intercept").asDouble())
        .isCloseTo(expected.get("intercept").asDouble(), within(1e-3));
    for (String feature : List.of("worst_area", "worst_concavity")) {
      double one = expected.at("/coefficients/" + feature).asDouble();
      assertThat(weights.at("/coefficients/" + feature).asDouble())
          .isCloseTo(one, within(1e-3 * Math.max(1, Math.abs(one))));
    }
    assertThat(run(2, "open --querier-key @querier/key --model @model @weights").err())
        .contains("has weights alone");
  }

  static Stream<Arguments> inputs() {
    String predict = "predict --model @model --data @rows.csv" + STORES;
    String training = "train logistic " + DATA + " --max-iter 2 --test-every 5";
    String apart = training + " --plan @plan" + APART;
    String open = "open --querier-key @querier/key ";
    return Stream.of(
        row("no secret here", predict + APART, "expected --answers-out DIR"),
        row("both keys", predict + APART + " --querier-key @querier/key", "got both"),
        row("no key", predict, "expected --querier-key"),
        row(
            "public key as secret",
            predict + " --querier-key @querier.public",
            "it is not a key file"),
        row(
            "secret key as public",
            predict + " --querier-public @querier/key --answers-out @x",
            "it is not what parley keygen --public-for writes"),
        row(
            "passphrase of a public key",
            predict + APART + " --querier-passphrase-from none --answers-out @x",
            "a public key has no passphrase"),
        row(
            "another querier's public key",
            predict + " --querier-public @other.public --answers-out @x",
            "the querier's key is another"),
        row(
            "public key for another plan's parameters",
            predict + " --querier-public @otherplan.public --answers-out @x",
            "it is for other parameters"),
        row(
            "public key cut short",
            predict + " --querier-public @cut.public --answers-out @x",
            "it was altered or cut short"),
        row(
            "answers for oneself",
            predict + " --querier-key @querier/key --answers-out @x",
            "is for a querier that is apart"),
        row("answers exist", predict + APART + " --answers-out @answers", "--force replaces it"),
        row(
            "rows of both kinds",
            predict + APART + " --sealed-rows @rows.sealed --answers-out @x",
            "--sealed-rows"),
        row(
            "sealed rows for oneself",
            "predict --model @model --sealed-rows @rows.sealed --querier-key @querier/key" + STORES,
            "sealed rows are for a querier that is apart"),
        row(
            "sealed rows cut short",
            "predict --model @model --sealed-rows @rows.cut --answers-out @x" + STORES + APART,
            "it was altered or cut short"),
        row("no plan", training + APART + " --model-out @m", "expected --plan PLAN"),
        row(
            "public key for another plan",
            training + " --plan @plan --querier-public @otherplan.public --model-out @m" + STORES,
            "it was made for another plan"),
        row(
            "older plan",
            training + " --plan @oldplan --model-out @m" + STORES + APART,
            "another version of Parley, expected version "
                + TrainingPlan.VERSION
                + ", got "
                + (TrainingPlan.VERSION - 1)
                + "; make it again"),
        row("altered plan", training + " --plan @changedplan", "it was altered"),
        row("plan of other data", training + " --plan @otherplan", "does not fit the training in"),
        row(
            "plan of other iterations",
            "train logistic " + DATA + " --max-iter 3 --plan @plan",
            "in iterations, expected 2, got 3"),
        row(
            "plan in clear",
            training + " --plan @plan --protection plain",
            "no --protection plain"),
        row("nothing left", apart, "nothing would be left of it"),
        row("weights for nobody", apart + " --reveal-weights", "expected --answers-out DIR"),
        row("public key without a key", "keygen --public-for @plan --out @x", "together"),
        row(
            "public key exists",
            "keygen --public-for @plan --querier-key @querier/key --out @querier.public",
            "--force replaces it"),
        row(
            "public key of a public key",
            "keygen --public-for @plan --querier-key @querier.public --out @x",
            "it is not a key file"),
        row("plan exists", "plan " + DATA + " --out @plan", "--force replaces it"),
        row(
            "sealed rows exist",
            "seal --model @model --rows @rows.csv --out @rows.sealed",
            "--force replaces it"),
        row("no answers", open + "@stores", "there are none in"),
        row("answers cut short", open + "@cut", "it was altered or cut short"),
        row("answers altered", open + "@flipped", "it was altered or cut short"),
        row("answers of another kind", open + "@strange", "something else or of another version"),
        row(
            "another key",
            "open --querier-key @querier/other @answers",
            "for another querier's key"),
        row(
            "no secret to open with",
            "open --querier-key @querier.public @answers",
            "it is not a key file"),
        row("answers of another plan", open + "--plan @otherplan @answers", "of another plan"),
        row(
            "answers to other rows",
            open + "--sealed-rows @rows.sealed @answers",
            "of another request"));
  }

  private static Arguments row(String name, String command, String message) {
    return Arguments.of(name, command, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void run_badInput_oneLineAndNothingWritten(String name, String command, String message) {
    Cli.Run run = run(2, command);

    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
    assertThat(folder.resolve("x")).doesNotExist();
    assertThat(folder.resolve("m")).doesNotExist();
  }

  @Test
  void predictAndOpen_anotherModel_refused() {
    run(
        0,
        "train logistic "
            + DATA
            + " --plan @plan --key-store @stores2 --passphrase-from none --model-out @model2"
            + APART);

    assertThat(
            run(
                    2,
                    "predict --model @model2 --sealed-rows @rows.sealed --answers-out @y"
                        + " --key-store @stores2 --passphrase-from none"
                        + APART)
                .err())
        .contains("the rows are sealed for another model");
    assertThat(run(2, "open --querier-key @querier/key --model @model2 @answers").err())
        .contains("they are of another model");
  }
}
