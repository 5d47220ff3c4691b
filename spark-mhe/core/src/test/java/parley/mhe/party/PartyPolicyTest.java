package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Scope;
import parley.mhe.party.log.LogEvent;
import parley.mhe.party.log.LogFile;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.ProviderPolicy;
import parley.mhe.party.querier.QuerierCredential;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import parley.mhe.protocol.CollectiveDecryption;
import parley.mhe.protocol.CollectiveKeySwitch;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.random.Seed;

/** What a party refuses because of its provider's policy, and what it writes down. */
class PartyPolicyTest {
  private static final QuerierKey KEY = QuerierKey.generate();
  private static final String POLICY =
      "{\"version\":2,\"queriers\":[\""
          + KEY.fingerprint()
          + "\"],\"rows\":ROWS,\"mayOpen\":[\"margins\"]MORE}";

  @TempDir private Path root;
  private CkksContext context;
  private KeyPair querier;
  private Scope scope;

  @BeforeEach
  void open() {
    System.setProperty("parley.insecure", "true");
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    querier = KEY.open(context);
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    System.clearProperty("parley.policy");
    scope.close();
    querier.close();
    context.close();
  }

  private static PartyPlan plan(CkksContext context, UnaryOperator<OpeningStep.Builder> opening) {
    return PartyPlan.builder("test", context)
        .providers(TestParties.NAMES)
        .publicKey()
        .step(UploadStep.builder("train/map", ProtocolKind.UPLOAD).output(3, 90).build())
        .step(
            opening
                .apply(
                    OpeningStep.builder("model/open", ProtocolKind.KEY_SWITCH)
                        .rounds(3)
                        .input(3, 90)
                        .source(StepSource.computedFrom("train/map"))
                        .floodBits(20)
                        .maxAbs(1)
                        .ciphertextDeviation(8))
                .build())
        .build();
  }

  private PartyPlan tenRows() {
    return plan(context, step -> step.rows(10));
  }

  private Path policy(String name, long rows, String more) {
    try {
      return Files.writeString(
          root.resolve(name), POLICY.replace("ROWS", Long.toString(rows)).replace("MORE", more));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Party join(PartyPlan plan, Path... policies) {
    return Party.join(
        plan,
        "a",
        KeyStore.of(root.resolve("stores"), "a", PassphraseSource.none()),
        Stream.of(policies).map(file -> ProviderPolicy.read(file, "a")).toList());
  }

  private static SortedMap<String, byte[]> nonces(Party party) {
    SortedMap<String, byte[]> nonces = new TreeMap<>();
    TestParties.NAMES.forEach(name -> nonces.put(name, new byte[32]));
    nonces.put("a", party.nonce());
    return nonces;
  }

  private Session begin(Party party) {
    SortedMap<String, byte[]> nonces = nonces(party);
    party.begin(nonces, KEY.credential(querier.publicKey()).toBytes());
    return Session.open(context, party.plan().hash(), querier.publicKey(), nonces);
  }

  private CollectiveKeySwitch keySwitch(Session session, PartyPlan plan, int round) {
    var input = querier.publicKey().encryptZero(3, 0x1p90, Seed.fresh());
    return CollectiveKeySwitch.of(
        session,
        Place.of("model/open", round),
        List.of(input.c1()),
        input.scale(),
        plan.step("model/open", OpeningStep.class).smudging(plan),
        0x1p90);
  }

  @Test
  void answer_withinTheBudget_countedInRowsOfThePlan() {
    PartyPlan plan = tenRows();
    try (Party party = join(plan, policy("p.json", 30, ""))) {
      Session session = begin(party);
      CollectiveKeySwitch request = keySwitch(session, plan, 0);
      byte[] answer = party.answer(request);
      assertThat(party.answer(request)).isEqualTo(answer);
      party.answer(keySwitch(session, plan, 1));

      PartyStatus status = party.status();
      assertThat(status.rowBudget()).isEqualTo(30);
      assertThat(status.rowsUsed()).isEqualTo(20);
      assertThat(status.rowsLeft()).isEqualTo(10);
      assertThat(PartyStatus.fromBytes(status.toBytes())).isEqualTo(status);
    }
  }

  @Test
  void answer_budgetUsedUp_refusedAlsoAfterRestart() {
    PartyPlan plan = tenRows();
    Path policy = policy("p.json", 30, "");
    Session session;
    try (Party party = join(plan, policy)) {
      session = begin(party);
      party.answer(keySwitch(session, plan, 0));
      party.answer(keySwitch(session, plan, 1));
    }
    policy("p.json", 25, "");
    try (Party party =
        Party.resume(KeyStore.of(root.resolve("stores"), "a", PassphraseSource.none()), policy)) {
      assertThat(party.status().rowsUsed()).isEqualTo(20);
      assertThatThrownBy(() -> party.answer(keySwitch(session, plan, 2)))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("the row budget is used up")
          .hasMessageContaining("at most 5 rows that are left of 25, got 10");
      assertThat(party.status().rowsUsed()).isEqualTo(20);
    }
    assertThat(LogFile.read(root.resolve("a.log")).lines())
        .extracting(line -> line.event().kind())
        .containsExactly(
            LogEvent.Kind.BEGAN,
            LogEvent.Kind.ANSWERED,
            LogEvent.Kind.ANSWERED,
            LogEvent.Kind.RESUMED,
            LogEvent.Kind.REFUSED);
  }

  @Test
  void answer_numbersUsedUp_refusedAlsoAfterRestart() throws IOException {
    PartyPlan plan =
        PartyPlan.builder("test", context)
            .providers(TestParties.NAMES)
            .publicKey()
            .step(
                UploadStep.builder("a/up", ProtocolKind.SUMS)
                    .rounds(2)
                    .output(3, 90)
                    .values(6)
                    .maxAbs(1)
                    .build())
            .step(
                OpeningStep.builder("a/open", ProtocolKind.DECRYPTION)
                    .rounds(2)
                    .input(3, 90)
                    .source(StepSource.of("a/up"))
                    .values(6)
                    .maxAbs(3)
                    .ciphertextDeviation(400)
                    .build())
            .build();
    Path policy = policy("p.json", 0, ",\"numbers\":12");
    Files.writeString(policy, Files.readString(policy).replace("margins", "sums"));
    Session session;
    try (Party party = join(plan, policy)) {
      session = begin(party);
      party.answer(opening(session, plan, 0));
    }
    Files.writeString(policy, Files.readString(policy).replace(":12", ":11"));
    assertThatThrownBy(() -> join(plan, policy)).hasMessageContaining("it holds a session");
    try (Party party =
        Party.resume(KeyStore.of(root.resolve("stores"), "a", PassphraseSource.none()), policy)) {
      assertThatThrownBy(() -> party.answer(opening(session, plan, 1)))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("the budget of numbers opened to all is used up")
          .hasMessageContaining("at most 5 numbers that are left of 11, got 6");
    }
  }

  private CollectiveDecryption opening(Session session, PartyPlan plan, int round) {
    var input = querier.publicKey().encryptZero(3, 0x1p90, Seed.fresh());
    return CollectiveDecryption.ofCoefficients(
        session,
        Place.of("a/open", round),
        List.of(input.c1()),
        EncryptedSums.positions(6),
        plan.step("a/open", OpeningStep.class).smudging(plan),
        0x1p90);
  }

  @Test
  void join_driversPolicy_onlyMakesItStricter() {
    PartyPlan plan = tenRows();
    Path own = policy("own.json", 30, "");
    Path looser = policy("looser.json", 1000, "");
    Path stricter = policy("stricter.json", 9, "");
    System.setProperty("parley.policy", own.toString());

    PartyHome home = PartyHome.inMemory();
    try (PartyService party = home.withPolicy(looser).join(plan, "a")) {
      assertThat(party.status().rowBudget()).isEqualTo(30);
      assertThat(party.status().policies()).hasSize(2);
    }
    try (PartyService party = home.join(plan, "a")) {
      assertThat(party.status().policies()).hasSize(1);
    }
    assertThatThrownBy(() -> home.withPolicy(stricter).join(plan, "a"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("stricter.json");
    policy("own.json", 9, "");
    assertThatThrownBy(() -> home.withPolicy(looser).join(plan, "a"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("own.json");
  }

  static Stream<Arguments> refusedPlans() {
    return Stream.of(
        plan("every slot a row", s -> s, "", 30, "the row budget is too small for the plan"),
        plan("too few rows", s -> s.rows(10), "", 9, "own openings and 10 for one prediction"),
        plan(
            "another opening",
            s -> s.rows(1),
            "OTHER",
            30,
            "the plan opens what the policy does not allow"),
        plan(
            "few providers",
            s -> s.rows(1),
            ",\"leastProviders\":4",
            30,
            "expected at least 4, got 3"),
        plan(
            "another algorithm",
            s -> s.rows(1),
            ",\"algorithms\":[\"x/1\"]",
            30,
            "the algorithm is not allowed"),
        plan(
            "another jar",
            s -> s.rows(1),
            ",\"jars\":[\"" + "0".repeat(64) + "\"]",
            30,
            "is another one"),
        plan(
            "another plan",
            s -> s.rows(1),
            ",\"plans\":[\"" + "0".repeat(64) + "\"]",
            30,
            "the plan is not one that was approved"));
  }

  private static Arguments plan(
      String name,
      UnaryOperator<OpeningStep.Builder> step,
      String more,
      long rows,
      String message) {
    return Arguments.of(name, step, more, rows, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedPlans")
  void join_planNotAllowed_refusedAndWrittenDown(
      String name, UnaryOperator<OpeningStep.Builder> step, String more, long rows, String message)
      throws IOException {
    PartyPlan plan = plan(context, step);
    Path policy = policy("p.json", rows, more.equals("OTHER") ? "" : more);
    if (more.equals("OTHER")) {
      Files.writeString(policy, Files.readString(policy).replace("margins", "weights"));
    }
    assertThatThrownBy(() -> join(plan, policy))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("a cannot join: ")
        .hasMessageContaining(message)
        .hasMessageContaining(policy.toString());
    LogEvent refusal = LogFile.read(root.resolve("a.log")).lines().get(0).event();
    assertThat(refusal.kind()).isEqualTo(LogEvent.Kind.REFUSED);
    assertThat(refusal.plan()).isEqualTo(HexFormat.of().formatHex(plan.hash()));
    assertThat(refusal.detail()).contains(message);
  }

  @Test
  void join_planRefusedThenApproved_accepted() {
    PartyPlan plan = tenRows();
    Path strict = policy("p.json", 30, ",\"plans\":[\"" + "0".repeat(64) + "\"]");
    String hash = HexFormat.of().formatHex(plan.hash());
    assertThatThrownBy(() -> join(plan, strict))
        .hasMessageContaining(
            hash
                + ", which is test of 3 providers [a, b, c] with {} that opens model/open (at most"
                + " 3 x 10 rows to the querier)");
    join(plan, policy("p.json", 30, ",\"plans\":[\"" + hash + "\"]")).close();
  }

  @Test
  void begin_querierNotNamed_refused() {
    PartyPlan plan = tenRows();
    Path policy = policy("p.json", 30, "");
    QuerierKey other = QuerierKey.generate();
    try (KeyPair keys = other.open(context);
        Party party = join(plan, policy)) {
      byte[] foreign = other.credential(keys.publicKey()).toBytes();
      assertThatThrownBy(() -> party.begin(nonces(party), foreign))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("the querier is not in the policy")
          .hasMessageContaining("got " + other.fingerprint());
      byte[] unsigned = querier.publicKey().toBytes();
      assertThatThrownBy(() -> party.begin(nonces(party), unsigned))
          .hasMessageContaining("got a key that nobody signed");
      byte[] stolen =
          QuerierCredential.fromBytes(KEY.credential(keys.publicKey()).toBytes()).toBytes();
      stolen[stolen.length - 1] ^= 1;
      assertThatThrownBy(() -> party.begin(nonces(party), stolen))
          .isInstanceOf(KeyException.class)
          .hasMessageContaining("the signature does not fit");
      begin(party);
    }
  }

  @Test
  void credential_anotherPublicKey_refused() {
    byte[] bytes = KEY.credential(querier.publicKey()).toBytes();
    assertThat(QuerierCredential.fromBytes(bytes).querier()).hasValue(KEY.fingerprint());
    for (int at = 60; at < bytes.length; at += bytes.length / 20) {
      byte[] bad = bytes.clone();
      bad[at] ^= 1;
      assertThatThrownBy(() -> QuerierCredential.fromBytes(bad).querier())
          .isInstanceOf(parley.error.ParleyException.class);
    }
  }

  @Test
  void fingerprint_sameKey_same() {
    byte[] file = KEY.export(parley.mhe.random.SecretAccess.forKeyStore(), PassphraseSource.none());
    Path copy = root.resolve("k");
    try {
      Files.write(copy, file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    assertThat(QuerierKey.read(copy, PassphraseSource.none()).fingerprint())
        .isEqualTo(KEY.fingerprint());
    assertThat(QuerierKey.generate().fingerprint()).isNotEqualTo(KEY.fingerprint());
  }

  @Test
  void answer_openingsOfThePlanUsedUp_refused() {
    PartyPlan plan = plan(context, step -> step.rows(1).openings(1));
    assertThat(plan.openings()).isEqualTo(1);
    try (Party party = join(plan)) {
      Session session = begin(party);
      party.answer(keySwitch(session, plan, 1));
      assertThatThrownBy(() -> party.answer(keySwitch(session, plan, 2)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(
              "the number of openings deviates from the plan, expected 1 at most");
    }
  }

  @Test
  void acceptKeys_withALog_writtenOnceAProcess() {
    PartyPlan plan = tenRows();
    try (Party party = join(plan, policy("p.json", 30, ""))) {
      Session session = begin(party);
      try (TestKeys keys = TestKeys.of(session, plan, querier)) {
        party.acceptKeys(keys.digest());
        party.acceptKeys(keys.digest());
        assertThat(LogFile.read(root.resolve("a.log")).lines())
            .extracting(line -> line.event().kind() + " " + line.event().keys())
            .containsExactly(
                LogEvent.Kind.BEGAN + " null",
                LogEvent.Kind.KEYS + " " + HexFormat.of().formatHex(keys.digest().hash()));
      }
    }
  }

  @Test
  void answer_logCannotBeWritten_nothingLeaves() throws IOException {
    PartyPlan plan = tenRows();
    try (Party party = join(plan, policy("p.json", 30, ""))) {
      Session session = begin(party);
      CollectiveKeySwitch request = keySwitch(session, plan, 0);
      Path log = root.resolve("a.log");
      Path away = root.resolve("away");
      Files.move(log, away);
      assertThatThrownBy(() -> party.answer(request)).hasMessageContaining("cannot trust the log");
      Files.move(away, log);
      byte[] answer = party.answer(request);

      List<LogEvent> events = LogFile.read(log).lines().stream().map(line -> line.event()).toList();
      assertThat(events).hasSize(2);
      LogEvent.Answer told = events.get(1).answer();
      assertThat(told.answer()).isEqualTo(HexFormat.of().formatHex(sha256(answer)));
      assertThat(told.request()).isEqualTo(HexFormat.of().formatHex(request.transcript().id()));
      assertThat(told.opened()).isEqualTo("querier");
      assertThat(told.rows()).isEqualTo(10);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    return parley.mhe.protocol.WireWriter.sha256Digest().digest(bytes);
  }

  @Test
  void resume_logAltered_refused() throws IOException {
    PartyPlan plan = tenRows();
    Path policy = policy("p.json", 30, "");
    try (Party party = join(plan, policy)) {
      Session session = begin(party);
      party.answer(keySwitch(session, plan, 0));
    }
    Path log = root.resolve("a.log");
    Files.writeString(log, Files.readString(log).replace("\"rows\":10", "\"rows\":11"));
    Files.writeString(log, "{}\n", java.nio.file.StandardOpenOption.APPEND);
    assertThatThrownBy(
            () ->
                Party.resume(
                    KeyStore.of(root.resolve("stores"), "a", PassphraseSource.none()), policy))
        .isInstanceOf(parley.mhe.party.log.LogException.class)
        .hasMessageContaining("it was altered");
  }

  @Test
  void status_withoutPolicy_saysNone() {
    try (Party party = Party.join(tenRows(), "a")) {
      assertThat(party.status())
          .isEqualTo(
              new PartyStatus(
                  "a",
                  List.of(),
                  PartyStatus.UNLIMITED,
                  0,
                  PartyStatus.UNLIMITED,
                  List.of(),
                  List.of()));
      assertThat(party.status().rowsLeft()).isEqualTo(Long.MAX_VALUE);
    }
  }
}
