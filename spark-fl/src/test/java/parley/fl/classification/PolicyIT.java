package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.report.FitReport;
import parley.fl.verify.Findings;
import parley.fl.verify.ReportCheck;
import parley.mhe.party.log.LogFile;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.random.SecretAccess;
import parley.testing.LocalSpark;

/**
 * A training and a prediction under the policies of three providers: what is refused, and that a
 * changed report or log is found, whatever was changed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyIT {
  private static final int ASKED = 12;
  private static final int ROWS_PER_OPENING = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static QuerierKey key;
  private FederatedLogisticRegressionModel model;
  private FitReport report;

  @BeforeAll
  void train() throws IOException {
    System.setProperty(SealedRows.INSECURE_RING, "true");
    spark = LocalSpark.session();
    key = QuerierKey.generate();
    Files.write(
        folder.resolve("key"), key.export(SecretAccess.forKeyStore(), PassphraseSource.none()));
    policies("policies", "", 60);
    policy(folder.resolve("policies/p1.json"), "", 50);
    model = fit(e -> e.setPolicy(at("policies")));
    model.transform(SealedRows.vectors(spark, ASKED));
    report = model.report().with(model.predictionReport().orElseThrow());
  }

  @AfterAll
  void stop() {
    model.close();
    spark.stop();
    System.clearProperty(SealedRows.INSECURE_RING);
  }

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  private static void policies(String name, String more, long rows) throws IOException {
    TestPolicies.writeAll(folder.resolve(name), key, TestPolicies.WITHOUT_WEIGHTS, rows, more);
  }

  private static void policy(Path file, String more, long rows) throws IOException {
    TestPolicies.write(file, key, TestPolicies.WITHOUT_WEIGHTS, rows, more);
  }

  private static FederatedLogisticRegressionModel fit(
      UnaryOperator<FederatedLogisticRegression> change) {
    FederatedLogisticRegression learner =
        SealedRows.insecure()
            .setWatchEvery(2)
            .setQuerierKey(at("key"))
            .setRowsPerOpening(ROWS_PER_OPENING);
    return change.apply(learner).fit(SealedRows.vectors(spark, 60));
  }

  private static List<LogFile> logs() {
    return TestPolicies.logs(folder.resolve("policies"));
  }

  @Test
  void report_statesPoliciesBudgetsAndRequests() {
    assertThat(report.session().querier()).isEqualTo(key.fingerprint());
    assertThat(report.session().providers())
        .allSatisfy(
            p -> {
              assertThat(p.policies()).hasSize(1);
              assertThat(p.rowBudget()).isEqualTo(p.name().equals("p1") ? 50 : 60);
              // Three openings of five rows.
              assertThat(p.rowsUsed()).isEqualTo(15);
              assertThat(p.jars()).isNotEmpty();
              assertThat(p.logHeads()).hasSize(1);
            });
    assertThat(report.rounds()).allSatisfy(r -> assertThat(r.request().id()).hasSize(64));
    assertThat(report.toHtml())
        .contains("Providers&#39; policies".replace("&#39;", "'"), "15 of 60");
    assertThat(report.toText()).contains("rows to the querier: 15 of 50");
    assertThat(FitReport.fromJson(report.toJson())).isEqualTo(report);
  }

  @Test
  void check_untouched_agrees() {
    Findings found = ReportCheck.of(List.of(report), logs());

    assertThat(found.discrepancies()).isEmpty();
    assertThat(found.agreed())
        .hasSize(3)
        .allSatisfy(a -> assertThat(a).contains("15 rows to the querier"));
    assertThat(
            ReportCheck.of(List.of(model.report(), model.predictionReport().orElseThrow()), logs())
                .agree())
        .as("fit and prediction apart")
        .isTrue();
  }

  @Test
  void check_predictionWithoutItsReport_found() {
    Findings found = ReportCheck.of(List.of(model.report()), logs());

    // One request of three ciphertexts at each of three providers.
    assertThat(found.discrepancies()).hasSize(3);
    assertThat(found.discrepancies().get(0))
        .contains(
            "opened predict/margins (attempt 0, round 0, object 0) to querier, which is in no"
                + " report");
  }

  @Test
  void check_anyLineDroppedSwappedEditedOrDoubled_found() throws IOException {
    List<String> lines = lines();
    assertThat(lines).hasSizeGreaterThan(20);
    for (int i = 0; i < lines.size(); i++) {
      List<String> dropped = new ArrayList<>(lines);
      dropped.remove(i);
      assertFound(dropped, "line " + i + " dropped");
      List<String> doubled = new ArrayList<>(lines);
      doubled.add(i, lines.get(i));
      assertFound(doubled, "line " + i + " doubled");
      List<String> edited = new ArrayList<>(lines);
      edited.set(i, lines.get(i).replaceFirst("Z\"", "1Z\""));
      assertFound(edited, "line " + i + " edited");
      if (i > 0) {
        List<String> swapped = new ArrayList<>(lines);
        java.util.Collections.swap(swapped, i - 1, i);
        assertFound(swapped, "line " + i + " swapped");
      }
    }
  }

  /** As a provider could do it that keeps the chain whole, after the report noted its head. */
  static Stream<Arguments> rewrittenLogs() {
    return Stream.of(
        log(
            "opening dropped",
            all -> all.removeIf(l -> step(l).equals("predict/margins")),
            "is not in its log"),
        log(
            "any answer dropped",
            all -> all.removeIf(l -> step(l).equals("train/refresh")),
            "is not in its log"),
        log("beginning dropped", all -> all.remove(0), "has no beginning of the session"),
        log(
            "opening added",
            all -> all.add(other(find(all, "predict/margins"))),
            "which is in no report"),
        log(
            "rows edited",
            all -> answer(find(all, "predict/margins")).put("rows", 14),
            "the report has 15 rows to the querier, its log 14"),
        log(
            "audience edited",
            all -> answer(find(all, "predict/margins")).put("opened", "no one"),
            "where the report has"),
        log(
            "request edited",
            all -> answer(find(all, "keys/public")).put("request", "0".repeat(64)),
            "is not in its log"),
        log(
            "round edited",
            all -> answer(find(all, "train/gradient")).put("round", 7),
            "where the report has"),
        log(
            "plan edited",
            all -> event(find(all, "keys/public")).put("plan", "0".repeat(64)),
            "another plan"),
        log("querier edited", all -> terms(all).put("querier", "0".repeat(64)), "another querier"),
        log("policy edited", all -> terms(all).put("policy", "0".repeat(64)), "another policy"),
        log("budget edited", all -> terms(all).put("rows", 61), "another row budget"),
        log("jars edited", all -> terms(all).putArray("jars"), "another list of jars"),
        log(
            "session keys edited",
            all ->
                all.stream()
                    .filter(l -> event(l).has("keys"))
                    .forEach(l -> event(l).put("keys", "0".repeat(64))),
            "accepts other session keys than"),
        log(
            "another session",
            all -> all.forEach(l -> event(l).put("session", "0".repeat(64))),
            "has no beginning of the session"));
  }

  private static Arguments log(String name, Consumer<List<ObjectNode>> change, String message) {
    return Arguments.of(name, change, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rewrittenLogs")
  void check_logRewrittenWithAWholeChain_found(
      String name, Consumer<List<ObjectNode>> change, String message) throws Exception {
    List<ObjectNode> all = new ArrayList<>();
    for (String line : lines()) {
      all.add((ObjectNode) JSON.readTree(line));
    }
    change.accept(all);
    Findings found = check(report, chained(all));

    assertThat(found.discrepancies())
        .as(name)
        .anySatisfy(d -> assertThat(d).startsWith("p1: ").contains(message));
    String head = report.session().providers().get(1).logHeads().get(0);
    if (!name.equals("opening added")) {
      assertThat(found.discrepancies())
          .anySatisfy(d -> assertThat(d).contains("lines were cut off or changed: [" + head));
    }
  }

  static Stream<Arguments> changedReports() {
    return Stream.of(
        changed(
            "opening removed from the table",
            r -> remove(r, "openings", "step", "predict/margins"),
            "its table of openings does not name that"),
        changed(
            "sum removed from the table",
            r -> remove(r, "openings", "step", "standardize/moments-open"),
            "its table of openings does not name that"),
        changed(
            "opening removed from the rounds",
            r -> remove(r, "rounds", "name", "train/look-open"),
            "opened train/look-open (attempt 0, round 2, object 0) to all, which is in no report"),
        changed(
            "openings removed from both",
            r -> {
              remove(r, "openings", "step", "predict/margins");
              remove(r, "rounds", "name", "predict/margins");
            },
            "which is in no report"),
        changed(
            "more numbers stated",
            r -> ((ObjectNode) r.get("openings").get(3)).put("count", 16),
            "it states 16 numbers of predict/margins to querier, its rounds carry 15"),
        changed(
            "request edited",
            r -> request(r, 0).put("id", "0".repeat(64)),
            "request " + "0".repeat(64) + ", is not in its log"),
        changed(
            "request doubled",
            r -> ((ArrayNode) r.get("rounds")).add(r.get("rounds").get(0)),
            "is in them twice"),
        changed(
            "round without a request",
            r -> ((ObjectNode) r.get("rounds").get(0)).remove("request"),
            "names no request"),
        changed(
            "opened to someone else",
            r ->
                ((ObjectNode) find(r, "rounds", "name", "standardize/moments-open"))
                    .put("opened", "no one"),
            "where the report has"),
        changed(
            "rows edited",
            r -> request(r, r.get("rounds").size() - 1).put("rows", 1),
            "where the report has"),
        changed(
            "querier", r -> ((ObjectNode) r.get("session")).put("querier", "0"), "another querier"),
        changed("plan", r -> ((ObjectNode) r.get("session")).put("plan", "0"), "another plan"),
        changed(
            "session",
            r -> ((ObjectNode) r.get("session")).put("id", "0"),
            "has no beginning of the session 0"),
        changed(
            "rows used",
            r -> provider(r).put("rowsUsed", 14),
            "the report has 14 rows to the querier, its log 15"),
        changed("budget", r -> provider(r).put("rowBudget", 1000), "another row budget"),
        changed("no budget", r -> provider(r).putNull("rowBudget"), "another row budget"),
        changed("policy", r -> provider(r).putArray("policies").add("0"), "another policy"),
        changed("no policy", r -> provider(r).putArray("policies"), "another policy"),
        changed("jars", r -> provider(r).putArray("jars"), "another list of jars"),
        changed(
            "log's end",
            r -> provider(r).putArray("logHeads").add("0"),
            "lines were cut off or changed"),
        changed("no log", r -> provider(r).putArray("logHeads"), "it kept no log"),
        changed(
            "provider removed",
            r -> {
              ((ArrayNode) r.get("providers")).remove(1);
              ((ArrayNode) r.get("session").get("providers")).remove(1);
            },
            "the reports do not name it"));
  }

  private static Arguments changed(String name, Consumer<JsonNode> change, String message) {
    return Arguments.of(name, change, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changedReports")
  void check_reportChanged_found(String name, Consumer<JsonNode> change, String message)
      throws IOException {
    JsonNode tree = JSON.readTree(report.toJson());
    change.accept(tree);
    Findings found = ReportCheck.of(List.of(FitReport.fromJson(tree.toString())), logs());
    assertThat(found.discrepancies()).as(name).anySatisfy(d -> assertThat(d).contains(message));
  }

  @Test
  void check_nothingToCompare_refused() {
    assertThatThrownBy(() -> ReportCheck.of(List.of(), logs()))
        .isInstanceOf(InvalidDataException.class);
    FitReport clear = FitReport.builder("t", "plain").build();
    assertThatThrownBy(() -> ReportCheck.of(List.of(clear), logs()))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("names no session");
    List<LogFile> twice = new ArrayList<>(logs());
    twice.addAll(logs());
    assertThatThrownBy(() -> ReportCheck.of(List.of(report), twice))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("there are two logs of p0");
    assertThat(ReportCheck.of(List.of(report), logs().subList(0, 2)).discrepancies())
        .containsExactly("p2: there is no log to compare with");
  }

  @Test
  void transform_moreRowsThanAProviderHasLeft_refusedBeforeAnyIsOpened() throws IOException {
    List<String> before = lines();
    assertThatThrownBy(() -> model.transform(SealedRows.vectors(spark, 36)))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining(
            "the row budget of p1 is used up, expected at most 35 rows that are left of 50, got 40"
                + " (8 openings of 5 rows)");
    assertThat(lines()).isEqualTo(before);
  }

  static Stream<Arguments> refusedFits() {
    return Stream.of(
        refused(
            "querier not named",
            "",
            60,
            e -> e.setQuerierKey(""),
            "the querier is not in the policy"),
        refused(
            "weights not allowed",
            "",
            60,
            e -> e.setRevealWeights(true),
            "the plan opens what the policy does not allow"),
        refused("too few rows", "", 4, e -> e, "the row budget is too small for the plan"),
        refused(
            "a prediction is too large",
            "",
            60,
            e -> e.setRowsPerOpening(100),
            "at least 0 rows for its own openings and 100 for one prediction"),
        refused(
            "plan not approved",
            ",\"plans\":[\"" + "0".repeat(64) + "\"]",
            60,
            e -> e,
            "the plan is not one that was approved"),
        refused("too few providers", ",\"leastProviders\":4", 60, e -> e, "too few providers"),
        refused(
            "another jar", ",\"jars\":[\"" + "0".repeat(64) + "\"]", 60, e -> e, "is another one"),
        refused("malformed", ",\"row\":1", 60, e -> e, "the field 'row', expected one of"));
  }

  private static Arguments refused(
      String name,
      String more,
      long rows,
      UnaryOperator<FederatedLogisticRegression> change,
      String message) {
    return Arguments.of(name, more, rows, change, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedFits")
  void fit_notAllowed_refusedBeforeAnyRound(
      String name,
      String more,
      long rows,
      UnaryOperator<FederatedLogisticRegression> change,
      String message)
      throws IOException {
    String place = "refused-" + name.replace(' ', '-');
    policies(place, more, rows);
    assertThatThrownBy(() -> fit(e -> change.apply(e.setPolicy(at(place)))))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining(message);
    for (String provider : TestPolicies.PROVIDERS) {
      Path log = folder.resolve(place).resolve(provider + ".log");
      if (Files.exists(log)) {
        assertThat(Files.readString(log)).doesNotContain("\"answered\"");
      }
    }
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("policies/p1.log"));
  }

  private void assertFound(List<String> lines, String what) throws IOException {
    assertThat(check(report, lines).discrepancies()).as(what).isNotEmpty();
  }

  /** With p1's log replaced. */
  private static Findings check(FitReport report, List<String> lines) throws IOException {
    Path changed =
        Files.writeString(folder.resolve("changed.log"), String.join("\n", lines) + "\n");
    List<LogFile> logs = new ArrayList<>(logs());
    logs.set(1, LogFile.read(changed));
    return ReportCheck.of(List.of(report), logs);
  }

  private static List<String> chained(List<ObjectNode> all) {
    List<String> lines = new ArrayList<>();
    String previous = "0".repeat(64);
    for (ObjectNode line : all) {
      line.put("number", lines.size() + 1);
      line.put("previous", previous);
      lines.add(line.toString());
      previous = sha256(line.toString());
    }
    return lines;
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode event(ObjectNode line) {
    return (ObjectNode) line.get("event");
  }

  private static ObjectNode answer(ObjectNode line) {
    return (ObjectNode) event(line).get("answer");
  }

  private static String step(ObjectNode line) {
    return line.at("/event/answer/step").asText();
  }

  private static ObjectNode terms(List<ObjectNode> all) {
    return (ObjectNode) event(all.get(0)).get("terms");
  }

  private static ObjectNode find(List<ObjectNode> all, String step) {
    return all.stream().filter(l -> step(l).equals(step)).findFirst().orElseThrow();
  }

  private static ObjectNode other(ObjectNode line) {
    ObjectNode copy = line.deepCopy();
    answer(copy).put("request", "ab".repeat(32)).put("round", 9);
    return copy;
  }

  private static JsonNode find(JsonNode report, String list, String field, String value) {
    for (JsonNode item : report.get(list)) {
      if (item.path(field).asText().equals(value)) {
        return item;
      }
    }
    throw new IllegalStateException("no " + value);
  }

  private static void remove(JsonNode report, String list, String field, String value) {
    java.util.Iterator<JsonNode> items = report.get(list).elements();
    while (items.hasNext()) {
      if (items.next().path(field).asText().equals(value)) {
        items.remove();
      }
    }
  }

  private static ObjectNode request(JsonNode report, int round) {
    return (ObjectNode) report.get("rounds").get(round).get("request");
  }

  private static ObjectNode provider(JsonNode report) {
    return (ObjectNode) report.get("session").get("providers").get(1);
  }
}
