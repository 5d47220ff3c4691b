package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final int ROWS_PER_OPENING = 58;
  private static final int ROW_BUDGET = 400;
  private static final List<String> PROVIDERS = List.of("provider-0", "provider-1", "provider-2");

  @TempDir private static Path folder;
  private JsonNode trained;

  @BeforeAll
  void train() throws IOException {
    Cli.write(folder.resolve("passphrase"), "correct horse battery\n");
    String passphrase = "file:" + at("passphrase");
    run(0, "keygen", "--out", at("querier.key"), "--passphrase-from", passphrase);
    run(0, "keygen", "--out", at("other.key"), "--passphrase-from", passphrase);
    run(
        0,
        "policy",
        "init",
        "--querier",
        at("querier.key.pub"),
        "--rows",
        Integer.toString(ROW_BUDGET),
        "--out",
        at("policy.json"));
    trained =
        new ObjectMapper()
            .readTree(
                run(
                        0,
                        Cli.trainBreastCancer(
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
                            "--passphrase-from",
                            "file:" + at("passphrase"),
                            "--querier-passphrase-from",
                            "file:" + at("passphrase"),
                            "--model-out",
                            at("model"),
                            "--report",
                            at("report.html"),
                            "--report",
                            at("report.json"),
                            "--policy",
                            at("policy.json"),
                            "--rows-per-opening",
                            Integer.toString(ROWS_PER_OPENING),
                            "--output",
                            "json"))
                    .out());
    Cli.write(folder.resolve("rows.csv"), "worst_concavity,worst_area\n0.05,400\n0.7,2500\n,1\n");
    predict(0, "model", "querier.key", "store", "--report", at("predicted.json"));
    // Other tests predict, and so write to the logs.
    Files.createDirectory(folder.resolve("logs"));
    for (String provider : PROVIDERS) {
      Files.copy(folder.resolve(provider + ".log"), folder.resolve("logs/" + provider + ".log"));
    }
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static Cli.Run run(int code, String... arguments) {
    Cli.Run run = Cli.run(arguments);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    return run;
  }

  private Cli.Run predict(int code, String model, String key, String store, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "predict",
                "--model",
                at(model),
                "--data",
                at("rows.csv"),
                "--querier-key",
                at(key),
                "--key-store",
                at(store),
                "--passphrase-from",
                "file:" + at("passphrase"),
                "--querier-passphrase-from",
                "file:" + at("passphrase"),
                "--output",
                "json"));
    words.addAll(List.of(more));
    return run(code, words.toArray(String[]::new));
  }

  @Test
  void verifyReport_fitAndPrediction_agreeWithTheLogs() {
    Cli.Run run =
        run(0, "verify-report", at("report.json"), at("predicted.json"), "--log", at("logs"));

    assertThat(run.out().lines().filter(l -> l.startsWith("agrees   provider-"))).hasSize(3);
    // 114 test rows in two openings, and one more for the rows of the prediction.
    assertThat(run.out()).contains(3 * ROWS_PER_OPENING + " rows to the querier");
    assertThat(run.out().strip()).endsWith("The report and the logs of all providers agree.");
    assertThat(folder.resolve("report.html"))
        .content()
        .contains("Providers' policies", 2 * ROWS_PER_OPENING + " of " + ROW_BUDGET);
  }

  @Test
  void verifyReport_pageBesideOtherPrograms_agreesAsWell() throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs-among-others"));
    try (Stream<Path> own = Files.list(folder.resolve("logs"))) {
      for (Path log : own.toList()) {
        Files.copy(log, logs.resolve(log.getFileName()));
      }
    }
    Files.writeString(logs.resolve("server.log"), "started\n");

    run(0, "verify-report", at("report.html"), at("predicted.json"), "--log", logs.toString());
    Files.writeString(logs.resolve("provider-1.log"), "started\n");
    assertThat(run(2, "verify-report", at("report.html"), "--log", logs.toString()).err())
        .contains("provider-1.log", "it is something else or empty");
  }

  @Test
  void verifyReport_predictionWithoutItsReport_differs() {
    Cli.Run run =
        run(3, "verify-report", at("report.json"), "--log", at("logs"), "--output", "json");

    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.out()).contains("\"agree\":false", "opened predict/margins", "in no report");
  }

  @Test
  void verifyReport_logMissingTwiceOrAltered_told() throws IOException {
    String one = at("logs/provider-0.log");
    String two = at("logs/provider-1.log");
    assertThat(
            run(3, "verify-report", at("report.json"), at("predicted.json"), "--log", one, two)
                .out())
        .contains("DIFFERS  provider-2: there is no log to compare with", "differ in 1 point.");
    assertThat(run(2, "verify-report", at("report.json"), "--log", one, one).err())
        .contains("there are two logs of provider-0");
    Path altered = folder.resolve("altered.log.txt");
    Files.writeString(
        altered, Files.readString(Path.of(one)).replaceFirst("\"rows\":[1-9]\\d*", "\"rows\":57"));
    assertThat(run(3, "log", "head", altered.toString()).err()).contains("was altered or damaged");
    assertThat(run(3, "verify-report", at("report.json"), "--log", altered.toString(), two).out())
        .contains("provider-0: its log was altered or damaged");
  }

  @Test
  void logHead_notedThenCutOff_told() throws IOException {
    Path log = folder.resolve("logs/provider-1.log");
    String[] head = run(0, "log", "head", log.toString()).out().strip().split(" ");
    List<String> lines = Files.readAllLines(log);
    assertThat(head[0]).isEqualTo(Integer.toString(lines.size()));
    run(0, "log", "head", log.toString(), "--noted", head[1], "--output", "json");
    Path cut = folder.resolve("cut.log.txt");
    Files.writeString(cut, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");

    run(0, "log", "head", cut.toString());
    assertThat(run(3, "log", "head", cut.toString(), "--noted", head[1]).err())
        .contains("lines were cut off or changed");
  }

  @Test
  void predict_moreRowsThanTheBudgetHas_refusedEarlyNamingTheProvider() throws IOException {
    Cli.write(
        folder.resolve("many.csv"),
        "worst_concavity,worst_area\n" + "0.1,500\n".repeat(ROW_BUDGET));
    Cli.Run run =
        run(
            2,
            "predict",
            "--model",
            at("model"),
            "--data",
            at("many.csv"),
            "--querier-key",
            at("querier.key"),
            "--querier-passphrase-from",
            "file:" + at("passphrase"),
            "--key-store",
            at("store"),
            "--passphrase-from",
            "file:" + at("passphrase"));

    assertThat(run.err())
        .contains("the row budget of provider-0 is used up", "left of 400, got 406 (7 openings");
  }

  @Test
  void policyCheckAndApprove_sayWhatIsAllowed() {
    assertThat(run(0, "policy", "check", at("policy.json"), "--provider", "provider-1").out())
        .contains("fingerprint", "mayOpen          [sums, curvature, looks, margins]", "any")
        .contains("provider-1.log");
    run(
        0,
        "policy",
        "init",
        "--querier",
        "a".repeat(64),
        "--rows",
        "7",
        "--pin-jars",
        "--out",
        at("pinned.json"));
    run(0, "policy", "approve", at("pinned.json"), "b".repeat(64));
    Cli.Run run = run(0, "policy", "check", at("pinned.json"), "--output", "json");
    assertThat(run.out()).contains("\"plans\":[\"" + "b".repeat(64), "\"otherJarsHere\":[]");
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
    assertThat(folder.resolve("report.html"))
        .content()
        .contains("the model is sealed against all but the querier", "label diagnosis")
        .doesNotContain("no one can read its weights");
    assertThat(trained.get("warnings").get(0).asText())
        .contains("the querier can compute the sealed weights: it got " + TEST_ROWS + " margins");
  }

  @Test
  void train_reportAndJson_countTheSame() throws IOException {
    JsonNode report = new ObjectMapper().readTree(folder.resolve("report.json").toFile());

    assertThat(report.get("rounds")).hasSize(trained.get("rounds").asInt());
    assertThat(report.get("bytesPerProvider")).isEqualTo(trained.get("bytesPerProvider"));
    long toQuerier = 0;
    for (JsonNode opening : report.get("openings")) {
      toQuerier += opening.get("to").asText().equals("QUERIER") ? opening.get("count").asLong() : 0;
    }
    assertThat(trained.get("opened").get("toQuerier").asLong()).isEqualTo(toQuerier);
  }

  @Test
  void train_sameTargetsAgain_refusedBeforeAnyWork() {
    Cli.Run run =
        run(
            2,
            Cli.trainBreastCancer(
                "--providers",
                "3",
                "--querier-key",
                at("querier.key"),
                "--querier-passphrase-from",
                "file:" + at("passphrase"),
                "--key-store",
                at("store"),
                "--passphrase-from",
                "file:" + at("passphrase")));

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
            "--querier-passphrase-from",
            "file:" + at("passphrase"),
            "--key-store",
            at("store"),
            "--passphrase-from",
            "file:" + at("passphrase"));

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
