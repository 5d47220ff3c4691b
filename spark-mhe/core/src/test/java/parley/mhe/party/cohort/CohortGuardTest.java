package parley.mhe.party.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.ProviderPolicy;

/** What each rule on rows refuses, and what is kept of what was not. */
class CohortGuardTest {
  private static final byte[] NO_ARGUMENTS = {};
  private static final Gate GATE = new Gate(5, 2);

  @TempDir private Path folder;
  private int requests;

  private ProviderPolicy policy(String rules) {
    try {
      Path file =
          Files.writeString(
              folder.resolve("p.json"),
              "{\"version\":2,\"queriers\":[\""
                  + "ab".repeat(32)
                  + "\"],\"rows\":5,\"mayOpen\":[\"statistics\"]"
                  + rules
                  + "}");
      return ProviderPolicy.read(file, "a");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CohortGuard guard(String rules) {
    return new CohortGuard("a", List.of(policy(rules)));
  }

  private static Cohort rows(long from, long to) {
    return Cohort.of(LongStream.range(from, to).toArray(), "", 0.1);
  }

  private CohortGuard.Query fresh(String session) {
    return new CohortGuard.Query(session, "request-" + requests++, "a/up", null);
  }

  /** A query of so many numbers in a session of its own. */
  private void ask(CohortGuard guard, long numbers, @Nullable Cohort cohort) {
    CohortGuard.Query query = fresh("session-" + requests);
    guard.admit(query, NO_ARGUMENTS, new CohortUse(numbers, numbers, cohort));
    guard.requireAdmitted(query);
  }

  private static Arguments row(
      String name, String rules, List<Cohort> before, @Nullable Cohort last, String message) {
    return Arguments.of(name, rules, before, last, message);
  }

  private static Cohort union(long from, long to, long more) {
    return Cohort.of(
        LongStream.concat(LongStream.range(from, to), LongStream.of(more)).toArray(), "", 0.1);
  }

  /** Each query opens ten numbers; an empty message stands for "admitted". */
  static Stream<Arguments> queries() {
    String near =
        "its rows are nearly those of an earlier query, expected the same or others by 5 rows at"
            + " least, got fewer";
    String spent =
        "too many numbers would be opened over these rows, expected 10 rows a number at least, all"
            + " queries counted, got fewer";
    String difference = ",\"leastDifference\":5";
    String perNumber = ",\"rowsPerNumber\":10";
    Cohort all = rows(0, 100);
    return Stream.of(
        row("the same rows", difference, List.of(all), rows(0, 100), ""),
        row("one row fewer", difference, List.of(all), rows(1, 100), near),
        row("four rows fewer", difference, List.of(all), rows(4, 100), near),
        row("five rows fewer", difference, List.of(all), rows(5, 100), ""),
        row("one row more", difference, List.of(all), rows(0, 101), near),
        row("two rows in place of two", difference, List.of(all), rows(2, 102), near),
        row("three in place of three", difference, List.of(all), rows(3, 103), ""),
        row("three in place of two", difference, List.of(all), rows(2, 103), ""),
        row(
            "near the one before the last",
            difference,
            List.of(all, rows(0, 50)),
            rows(0, 99),
            near),
        row("no rows after three", difference, List.of(rows(0, 3)), rows(0, 0), near),
        row("no rows after five", difference, List.of(rows(0, 5)), rows(0, 0), ""),
        row("no rows twice", difference, List.of(rows(0, 0)), rows(0, 0), ""),
        row(
            "a row twice",
            difference,
            List.of(),
            union(0, 100, 7),
            "a row is listed twice, expected each once (an id column tells apart rows that are"
                + " alike), got one again"),
        row(
            "rows unknown",
            difference,
            List.of(),
            new Cohort(100, new long[0], "", false, 0.1),
            "the program cannot tell its rows apart, expected a number for each, got none"),
        row("just enough rows", perNumber, List.of(), all, ""),
        row("one row too few", perNumber, List.of(), rows(0, 99), spent),
        row("the same rows again", perNumber, List.of(all), all, spent),
        row("the same rows, enough", perNumber, List.of(rows(0, 200)), rows(0, 200), ""),
        row("half of spent rows", perNumber, List.of(rows(0, 300)), rows(0, 150), ""),
        row("less than that", perNumber, List.of(rows(0, 300)), rows(0, 149), spent),
        row("one spent row among others", perNumber, List.of(all), rows(99, 400), spent),
        row("other rows", perNumber, List.of(all), rows(100, 200), ""),
        row("no rows", perNumber, List.of(all), rows(0, 0), ""),
        row("no rule on rows twice", perNumber, List.of(), union(0, 100, 7), ""),
        row(
            "a value that dominates",
            ",\"largestShare\":0.25",
            List.of(),
            new Cohort(9, new long[0], "", false, 0.3176080346),
            "one value dominates the sum of a column, expected a share of at most 0.25 for each,"
                + " got a larger one"),
        row(
            "a value that does not",
            ",\"largestShare\":0.25",
            List.of(),
            new Cohort(12, new long[0], "", false, 0.2219626168),
            ""),
        row(
            "nothing said",
            ",\"largestShare\":0.25",
            List.of(),
            null,
            "the program does not say which rows it uses, expected one that does (a statistic over"
                + " a table), got none"),
        row(
            "rows by other columns",
            difference + ",\"rowId\":\"patient\"",
            List.of(),
            all,
            "rows are told apart in another way, expected by the column patient, got by all"
                + " columns"),
        row(
            "rows by that column",
            difference + ",\"rowId\":\"patient\"",
            List.of(),
            Cohort.of(new long[] {3, 1, 2}, "patient", 0),
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void admit_lastOfQueries_admittedOrRefusedWithTheRule(
      String name, String rules, List<Cohort> before, @Nullable Cohort last, String message) {
    CohortGuard guard = guard(rules);
    assertThat(guard.asks()).isTrue();
    before.forEach(cohort -> ask(guard, 10, cohort));
    // Another process of the same provider knows what this one knew.
    CohortGuard other = guard(rules);
    if (message.isEmpty()) {
      assertThatCode(() -> ask(other, 10, last)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> ask(other, 10, last))
          .isInstanceOf(PolicyException.class)
          .hasMessageStartingWith("a cannot answer at a/up, by the policy ")
          .hasMessageEndingWith("p.json: " + message);
    }
  }

  @Test
  void asks_noRule_notAndNothingOnDisk() {
    CohortGuard guard = guard("");
    assertThat(guard.asks()).isFalse();
    ask(guard, 1 << 20, null);
    assertThat(folder.resolve("a.log.cohorts")).doesNotExist();
  }

  @Test
  void admit_requestAgain_notCountedTwice() {
    CohortGuard guard = guard(",\"rowsPerNumber\":10");
    CohortUse use = new CohortUse(5, 5, rows(0, 100));
    CohortGuard.Query query = fresh("s");
    for (int i = 0; i < 5; i++) {
      guard.admit(query, NO_ARGUMENTS, use);
    }
    ask(guard, 5, rows(0, 100));
    assertThatThrownBy(() -> ask(guard, 1, rows(0, 100))).hasMessageContaining("too many numbers");
  }

  /** Else a task that Spark runs again would find its own answer gone. */
  @Test
  void admit_requestAgainAfterOthersSpentTheRest_stillAdmitted() {
    CohortGuard guard = guard(",\"rowsPerNumber\":10");
    CohortUse use = new CohortUse(1, 5, rows(0, 100));
    CohortGuard.Query query = fresh("s");
    guard.admit(query, NO_ARGUMENTS, use);
    ask(guard, 9, rows(0, 100));
    guard.admit(query, NO_ARGUMENTS, use);
    assertThatThrownBy(() -> guard.admit(fresh("s"), NO_ARGUMENTS, use))
        .hasMessageContaining("too many numbers");
  }

  /** The whole plan must fit at its first sum, and what others open meanwhile counts. */
  @Test
  void admit_roundsOfOneSession_countedAsThePlanHasThem() {
    CohortGuard guard = guard(",\"rowsPerNumber\":10");
    Cohort cohort = rows(0, 100);
    CohortUse round = new CohortUse(3, 9, cohort);
    guard.admit(fresh("s"), NO_ARGUMENTS, round);
    guard.admit(fresh("s"), NO_ARGUMENTS, round);
    assertThatThrownBy(() -> ask(guard, 5, cohort)).hasMessageContaining("too many numbers");
    ask(guard, 1, cohort);
    guard.admit(fresh("s"), NO_ARGUMENTS, round);
    assertThatThrownBy(
            () -> guard.admit(fresh("t"), NO_ARGUMENTS, new CohortUse(1, 11, rows(200, 300))))
        .hasMessageContaining("too many numbers");
  }

  @Test
  void admit_threeRefused_sessionIsOver() {
    CohortGuard guard = guard(",\"leastDifference\":5");
    ask(guard, 1, rows(0, 100));
    CohortUse near = new CohortUse(1, 1, rows(1, 100));
    CohortUse same = new CohortUse(1, 1, rows(0, 100));
    CohortGuard.Query first = fresh("s");
    for (int i = 0; i < 9; i++) {
      assertThatThrownBy(() -> guard.admit(first, NO_ARGUMENTS, near))
          .isInstanceOf(PolicyException.class);
    }
    assertThatThrownBy(() -> guard.admit(first, NO_ARGUMENTS, same))
        .as("what was refused stays so")
        .hasMessageContaining("it was refused before");
    guard.requireGoesOn("s", "a/open");
    assertThatThrownBy(() -> guard.admit(fresh("s"), NO_ARGUMENTS, near))
        .hasMessageContaining("nearly those");
    guard.admit(fresh("s"), NO_ARGUMENTS, same);
    assertThatThrownBy(() -> guard.admit(fresh("s"), NO_ARGUMENTS, near))
        .hasMessageContaining("nearly those");
    assertThatThrownBy(() -> guard.admit(fresh("s"), NO_ARGUMENTS, same))
        .hasMessageEndingWith(
            "the session is over, expected fewer than 3 refused queries, got as many");
    assertThatThrownBy(() -> guard(",\"leastDifference\":5").requireGoesOn("s", "a/open"))
        .hasMessageContaining("a cannot answer at a/open")
        .hasMessageContaining("the session is over");
    guard.admit(fresh("t"), NO_ARGUMENTS, same);
  }

  @Test
  void requireAdmitted_notAdmitted_refused() {
    assertThatThrownBy(() -> guard(",\"leastDifference\":5").requireAdmitted(fresh("s")))
        .isInstanceOf(PolicyException.class)
        .hasMessageEndingWith(
            "nobody said which rows it uses, expected that first, got the upload");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "100, 3, 0, -",
        "20, 2, 0, -",
        "19, 2, 0, 'it is about too few rows, expected at least 20, got 19'",
        "20, 1, 0, 'too few providers have rows, expected at least 2, got 1'",
        "20, 2, 1, 'providers refuse it by rules of their own, expected none, got 1'",
      })
  void admit_behindTheGate_byWhatItOpened(
      long rows, long contributors, long refusals, @Nullable String message) {
    CohortGuard guard = guard(",\"leastRows\":20,\"leastContributors\":2");
    CohortUse use = new CohortUse(3, 6, null);
    guard.admit(new CohortGuard.Query("s", "gate", Gate.STEP, GATE), NO_ARGUMENTS, use);
    CohortGuard.Query later = new CohortGuard.Query("s", "later", "a/up", GATE);
    byte[] arguments = new Gate.Counts(rows, contributors, refusals).before(new byte[] {7});
    assertThat(Gate.Passed.fromBytes(arguments).arguments()).containsExactly(7);
    if (message == null) {
      guard.admit(later, arguments, use);
      guard.requireAdmitted(later);
    } else {
      assertThatThrownBy(() -> guard.admit(later, arguments, use))
          .isInstanceOf(PolicyException.class)
          .hasMessageEndingWith(message);
      assertThatThrownBy(() -> guard.requireAdmitted(later)).isInstanceOf(PolicyException.class);
    }
  }

  @Test
  void admit_gateNotAsked_refused() {
    CohortGuard guard = guard(",\"leastRows\":20");
    CohortGuard.Query later = new CohortGuard.Query("s", "later", "a/up", GATE);
    byte[] enough = new Gate.Counts(100, 3, 0).before(NO_ARGUMENTS);
    assertThatThrownBy(() -> guard.admit(later, enough, new CohortUse(3, 6, null)))
        .hasMessageEndingWith("its gate was not asked, expected it first, got another request");
  }

  @Test
  void requireAdmitted_gateRefused_forTheGateAloneAndNothingLater() {
    CohortGuard guard = guard(",\"leastDifference\":5");
    ask(guard, 1, rows(0, 100));
    CohortGuard.Query gate = new CohortGuard.Query("s", "gate", Gate.STEP, GATE);
    assertThatThrownBy(() -> guard.admit(gate, NO_ARGUMENTS, new CohortUse(3, 6, rows(1, 100))))
        .hasMessageContaining("nearly those");
    guard.requireAdmitted(gate);

    CohortGuard.Query later = new CohortGuard.Query("s", "later", "a/up", GATE);
    byte[] lie = new Gate.Counts(1000, 9, 0).before(NO_ARGUMENTS);
    assertThatThrownBy(() -> guard.admit(later, lie, new CohortUse(3, 6, rows(0, 100))))
        .hasMessageContaining("it was refused before");
    assertThatThrownBy(() -> guard.requireAdmitted(later)).isInstanceOf(PolicyException.class);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("a.log.cohorts"))) {
      return new ArrayList<>(all.filter(f -> !f.endsWith("lock")).sorted().toList());
    }
  }

  @Test
  void record_onDisk_forItsOwnerAlone() throws IOException {
    ask(guard(",\"leastDifference\":5"), 1, rows(0, 100));
    assertThat(files()).hasSize(2);
    for (Path file : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("a.log.cohorts"))))
        .isEqualTo("rwx------");
  }

  /** Invalid is never absent: whatever is changed or gone, nothing is admitted. */
  @ParameterizedTest
  @ValueSource(strings = {"flip", "cut", "empty", "gone"})
  void record_damaged_refused(String damage) throws IOException {
    ask(guard(",\"leastDifference\":5"), 1, rows(0, 100));
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      byte[] bad = damage.equals("cut") ? java.util.Arrays.copyOf(whole, 40) : whole.clone();
      if (damage.equals("flip")) {
        bad[bad.length / 2] ^= 1;
      }
      if (damage.equals("gone")) {
        Files.delete(file);
      } else {
        Files.write(file, damage.equals("empty") ? new byte[0] : bad);
      }
      assertThatThrownBy(() -> ask(guard(",\"leastDifference\":5"), 1, rows(1, 100)))
          .as(file.toString())
          .isInstanceOf(PolicyException.class)
          .hasMessageStartingWith("cannot trust the record of cohorts " + file.getParent());
      Files.write(file, whole);
    }
    assertThatThrownBy(() -> ask(guard(",\"leastDifference\":5"), 1, rows(1, 100)))
        .hasMessageContaining("nearly those");
  }

  @Test
  void record_anyByteOfItsIndexChanged_refused() throws IOException {
    CohortGuard guard = guard(",\"leastDifference\":5");
    ask(guard, 1, rows(0, 100));
    Path index = folder.resolve("a.log.cohorts/index");
    byte[] whole = Files.readAllBytes(index);
    for (int at = 0; at < whole.length; at++) {
      byte[] bad = whole.clone();
      bad[at] ^= 1;
      Files.write(index, bad);
      assertThatThrownBy(() -> guard.requireGoesOn("s", "a/open"))
          .as("byte " + at)
          .isInstanceOf(PolicyException.class)
          .hasMessageStartingWith("cannot trust the record of cohorts");
    }
  }

  @Test
  void record_anotherProviders_refused() {
    ask(guard(",\"leastDifference\":5"), 1, rows(0, 100));
    CohortGuard other =
        new CohortGuard("b", List.of(policy(",\"leastDifference\":5,\"log\":\"a.log\"")));
    assertThatThrownBy(() -> ask(other, 1, rows(0, 100)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("it is another provider's, expected b, got a");
  }

  @Test
  void cohort_wireForm_same() {
    Cohort cohort = Cohort.of(new long[] {5, -7, 5}, "id", 0.5);
    assertThat(cohort.repeats()).isTrue();
    assertThat(cohort.toString()).isEqualTo("Cohort[3 rows]");
    CohortUse use = CohortUse.fromBytes(new CohortUse(2, 4, cohort).toBytes());
    assertThat(use).usingRecursiveComparison().isEqualTo(new CohortUse(2, 4, cohort));
    assertThat(CohortUse.fromBytes(new CohortUse(2, 4, null).toBytes()).cohort()).isNull();
    byte[] bytes = use.toBytes();
    assertThatThrownBy(() -> CohortUse.fromBytes(java.util.Arrays.copyOf(bytes, 30)))
        .isInstanceOf(ParleyException.class);
    assertThatThrownBy(() -> new CohortUse(3, 2, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Cohort(2, new long[] {2, 1}, "", false, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
