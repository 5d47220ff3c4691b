package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One encrypted training at 128 bits, and what can be done, and go wrong, with its sealed model.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedTrainIT {
  private static final int TEST_ROWS = 114;

  @TempDir private static Path folder;
  private JsonNode trained;

  @BeforeAll
  void train() throws IOException {
    run(0, "keygen", "--out", at("querier.key"));
    run(0, "keygen", "--out", at("other.key"));
    trained =
        new ObjectMapper()
            .readTree(
                run(
                        0,
                        "train",
                        "logistic",
                        "--data",
                        Cli.repository("examples/data/breast-cancer.csv").toString(),
                        "--label",
                        "diagnosis",
                        "--positive",
                        "malignant",
                        "--features",
                        "worst_area,worst_concavity",
                        "--providers",
                        "3",
                        "--max-iter",
                        "4",
                        "--test-every",
                        "5",
                        "--querier-key",
                        at("querier.key"),
                        "--key-store",
                        at("store"),
                        "--model-out",
                        at("model"),
                        "--report",
                        at("report.html"),
                        "--output",
                        "json")
                    .out());
    Cli.write(folder.resolve("rows.csv"), "worst_concavity,worst_area\n0.05,400\n0.7,2500\n,1\n");
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static Cli.Run run(int code, String... arguments) {
    Cli.Run run = Cli.run(arguments);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    return run;
  }

  private Cli.Run predict(int code, String model, String key, String store) {
    return run(
        code,
        "predict",
        "--model",
        at(model),
        "--data",
        at("rows.csv"),
        "--querier-key",
        at(key),
        "--key-store",
        at(store),
        "--output",
        "json");
  }

  @Test
  void train_encrypted_saysWhatItDid() {
    assertThat(trained.get("protection").asText()).isEqualTo("encrypted");
    assertThat(trained.get("sealed").asBoolean()).isTrue();
    assertThat(trained.get("simulated").asBoolean()).isTrue();
    assertThat(trained.get("accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(trained.get("refreshes").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(trained.get("parameters").get("securityBits").asInt()).isGreaterThanOrEqualTo(128);
    assertThat(trained.get("parameters").fieldNames())
        .toIterable()
        .containsExactly("ringDimension", "logQP", "securityBits", "scaleBits", "limbs");
    assertThat(trained.get("opened").get("toQuerier").asInt()).isGreaterThanOrEqualTo(TEST_ROWS);
    assertThat(trained.has("weights")).isFalse();
    assertThat(folder.resolve("report.html")).content().contains("sealed");
  }

  @Test
  void train_sameTargetsAgain_refusedBeforeAnyWork() {
    Cli.Run run =
        run(
            2,
            "train",
            "logistic",
            "--data",
            Cli.repository("examples/data/breast-cancer.csv").toString(),
            "--label",
            "diagnosis",
            "--positive",
            "malignant",
            "--providers",
            "3",
            "--querier-key",
            at("querier.key"),
            "--key-store",
            at("store"));

    assertThat(run.err()).contains("expected a new or empty folder");
    assertThat(folder.resolve("store")).isNotEmptyDirectory();
  }

  @Test
  void predict_withTheKeyAndTheStores_answersEachCompleteRow() throws IOException {
    JsonNode answers =
        new ObjectMapper().readTree(predict(0, "model", "querier.key", "store").out());

    assertThat(answers.get("rows").asInt()).isEqualTo(2);
    assertThat(answers.get("dropped").asInt()).isEqualTo(1);
    assertThat(answers.get("predictions").get(0).get("prediction").asDouble()).isZero();
    assertThat(answers.get("predictions").get(1).get("prediction").asDouble()).isEqualTo(1);
    assertThat(answers.get("predictions").get(1).get("probability").asDouble()).isBetween(0.5, 1.0);
  }

  @Test
  void predict_withAnotherKey_refused() {
    assertThat(predict(2, "model", "other.key", "store").err()).contains("key is another");
  }

  @Test
  void predict_withADamagedKey_refused() throws IOException {
    byte[] key = Files.readAllBytes(folder.resolve("querier.key"));
    key[20] ^= 1;
    Files.write(folder.resolve("damaged.key"), key);

    assertThat(predict(2, "model", "damaged.key", "store").err()).contains("it was altered");
  }

  @Test
  void predict_withoutTheStores_refused() {
    assertThat(predict(2, "model", "querier.key", "nostore").err())
        .contains("the providers' shares are gone");
    assertThat(run(2, "predict", "--model", at("model"), "--data", at("rows.csv")).err())
        .contains("expected --querier-key and --key-store");
  }

  @Test
  void predict_alteredModel_refused() throws IOException {
    copy("model", "altered");
    Path columns = folder.resolve("altered/columns.json");
    Files.writeString(
        columns, Files.readString(columns).replaceFirst("\"digest\":\".", "\"digest\":\"x"));
    Files.delete(folder.resolve("altered/.columns.json.crc"));

    assertThat(predict(2, "altered", "querier.key", "store").err()).contains("it was altered");
  }

  @Test
  void predict_modelCutShort_refused() throws IOException {
    copy("model", "short");
    try (Stream<Path> files = Files.list(folder.resolve("short/data"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        byte[] all = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(all, all.length / 2));
      }
    }

    assertThat(predict(2, "short", "querier.key", "store").err()).contains("cannot read model");
  }

  @Test
  void predict_unknownColumns_refusedByName() {
    Cli.write(folder.resolve("wrong.csv"), "a,b\n1,2\n");

    Cli.Run run =
        run(
            2,
            "predict",
            "--model",
            at("model"),
            "--data",
            at("wrong.csv"),
            "--querier-key",
            at("querier.key"),
            "--key-store",
            at("store"));

    assertThat(run.err()).contains("cannot find column 'worst_area'");
  }

  @Test
  void inspect_withoutAnyKey_saysWhatTheModelIs() {
    Cli.Run run = run(0, "inspect", at("model"));

    assertThat(run.out()).contains("sealed", "true", "worst_area", "malignant", "Opened");
    assertThat(run.out()).doesNotContain("coefficients");
  }

  @Test
  void stores_afterTraining_areForTheirOwnersOnly() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      List<Path> keys = files.filter(Files::isRegularFile).toList();
      assertThat(keys).hasSizeGreaterThanOrEqualTo(3);
      for (Path key : keys) {
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
      }
    }
  }

  private void copy(String from, String to) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(from))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(to).resolve(folder.resolve(from).relativize(file)));
      }
    }
  }
}
