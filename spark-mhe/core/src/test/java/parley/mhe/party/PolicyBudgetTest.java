package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
import parley.mhe.party.log.LogException;
import parley.mhe.party.log.LogFile;
import parley.mhe.party.log.LogTotals;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.ProviderPolicy;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import parley.mhe.protocol.CollectiveKeySwitch;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.random.Seed;

/** Budgets over all sessions, counted by the log of answers. */
class PolicyBudgetTest {
  private static final QuerierKey KEY = QuerierKey.generate();

  @TempDir private Path root;
  private CkksContext context;
  private KeyPair querier;
  private Scope scope;
  private PartyPlan plan;
  private int stores;

  @BeforeEach
  void open() {
    System.setProperty("parley.insecure", "true");
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    querier = KEY.open(context);
    scope = Scope.open();
    plan =
        PartyPlan.builder("test", context)
            .providers(TestParties.NAMES)
            .publicKey()
            .step(UploadStep.builder("train/map", ProtocolKind.UPLOAD).output(3, 90).build())
            .step(
                OpeningStep.builder("model/open", ProtocolKind.KEY_SWITCH)
                    .rounds(1)
                    .objects(3)
                    .openings(1)
                    .input(3, 90)
                    .source(StepSource.computedFrom("train/map"))
                    .floodBits(20)
                    .maxAbs(1)
                    .ciphertextDeviation(8)
                    .rows(10)
                    .build())
            .build();
  }

  @AfterEach
  void close() {
    scope.close();
    querier.close();
    context.close();
  }

  private Path log() {
    return root.resolve("a.log");
  }

  private Path head() {
    return root.resolve("a.log.head");
  }

  private ProviderPolicy policy(String budgets) throws IOException {
    Path file =
        Files.writeString(
            root.resolve("p.json"),
            "{\"version\":2,\"queriers\":[\""
                + KEY.fingerprint()
                + "\"],\"rows\":1000,\"mayOpen\":[\"margins\"]"
                + budgets
                + "}");
    return ProviderPolicy.read(file, "a");
  }

  /** A party of a new session. */
  private Party join(String budgets) throws IOException {
    KeyStore store = KeyStore.of(root.resolve("s" + stores++), "a", PassphraseSource.none());
    return Party.join(plan, "a", store, List.of(policy(budgets)));
  }

  private Session begin(Party party) {
    SortedMap<String, byte[]> nonces = new TreeMap<>();
    TestParties.NAMES.forEach(name -> nonces.put(name, new byte[32]));
    nonces.put("a", party.nonce());
    party.begin(nonces, KEY.credential(querier.publicKey()).toBytes());
    return Session.open(context, plan.hash(), querier.publicKey(), nonces);
  }

  private CollectiveKeySwitch keySwitch(Session session, int object) {
    var input = querier.publicKey().encryptZero(3, 0x1p90, Seed.fresh());
    return CollectiveKeySwitch.of(
        session,
        Place.of("model/open").withObject(object),
        List.of(input.c1()),
        input.scale(),
        plan.step("model/open", OpeningStep.class).smudging(plan),
        0x1p90);
  }

  /** A session that opens its ten rows. */
  private void tenRows(String budgets) throws IOException {
    try (Party party = join(budgets)) {
      CollectiveKeySwitch request = keySwitch(begin(party), 0);
      byte[] answer = party.answer(request);
      assertThat(party.answer(request)).isEqualTo(answer);
    }
  }

  @Test
  void join_rowsOfAllSessionsUsedUp_refused() throws IOException {
    String budget = ",\"rowsEver\":25";
    tenRows(budget);
    tenRows(budget);
    LogTotals totals = LogTotals.of(LogFile.read(log()).lines());
    assertThat(totals.rowsEver()).isEqualTo(20);
    assertThat(totals.sessions()).hasSize(2);
    assertThatThrownBy(() -> join(budget))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("the row budget over all sessions is too small for the plan")
        .hasMessageContaining("got 5 that are left of 25");
  }

  @Test
  void answer_twoSessionsAtOnce_secondBeyondTheBudgetRefused() throws IOException {
    String budget = ",\"rowsEver\":15";
    try (Party one = join(budget);
        Party other = join(budget)) {
      Session session = begin(one);
      Session second = begin(other);
      assertThat(other.status().rowsLeft()).isEqualTo(15);
      one.answer(keySwitch(session, 0));
      assertThat(other.status().rowsLeft()).isEqualTo(5);
      assertThat(PartyStatus.fromBytes(other.status().toBytes())).isEqualTo(other.status());
      assertThatThrownBy(() -> other.answer(keySwitch(second, 0)))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("the row budget over all sessions is used up")
          .hasMessageContaining("at most 5 rows that are left of 15, got 10");
      assertThat(other.ledgerSize()).isZero();
    }
  }

  @Test
  void begin_sessionsUsedUp_refusedAlsoWhereBothHadJoined() throws IOException {
    String budget = ",\"sessions\":1";
    KeyStore store = KeyStore.of(root.resolve("first"), "a", PassphraseSource.none());
    try (Party one = Party.join(plan, "a", store, List.of(policy(budget)));
        Party other = join(budget)) {
      begin(one);
      assertThatThrownBy(() -> begin(other))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("the sessions that may begin are used up")
          .hasMessageContaining("fewer than 1 before it, got 1");
    }
    assertThatThrownBy(() -> join(budget)).hasMessageContaining("the sessions that may begin");
    // The one that began goes on.
    Party.resume(
            KeyStore.of(root.resolve("first"), "a", PassphraseSource.none()),
            root.resolve("p.json"))
        .close();
  }

  /** What was done before the policy had a budget, or a log at all, counts where it is known. */
  @Test
  void answer_logYoungerThanTheSession_ledgersRowsCount() throws IOException {
    KeyStore store = KeyStore.of(root.resolve("old"), "a", PassphraseSource.none());
    Session session;
    try (Party party = Party.join(plan, "a", store, List.of())) {
      session = begin(party);
      party.answer(keySwitch(session, 0));
    }
    policy(",\"rowsEver\":10");
    try (Party party =
        Party.resume(
            KeyStore.of(root.resolve("old"), "a", PassphraseSource.none()),
            root.resolve("p.json"))) {
      assertThat(party.status().rowsLeft()).isZero();
    }
  }

  private interface Spoiler {
    void spoil(PolicyBudgetTest test) throws IOException;
  }

  private static Arguments row(String name, Spoiler spoiler, String message) {
    return Arguments.of(name, spoiler, message);
  }

  static Stream<Arguments> spoilt() {
    return Stream.of(
        row("log gone", t -> Files.delete(t.log()), "expected line 2 as"),
        row("log empty", t -> Files.write(t.log(), new byte[0]), "got 0 lines"),
        row("last line cut off", t -> t.cut(1, 0), "got 1 lines"),
        row("last line half cut off", t -> t.cut(2, 20), "got 1 lines"),
        row(
            "another log",
            t -> {
              Files.delete(t.head());
              Files.move(t.log(), t.root.resolve("kept"));
              t.tenRows(",\"rowsEver\":25");
              Files.copy(t.root.resolve("kept"), t.log(), StandardCopyOption.REPLACE_EXISTING);
            },
            "expected line 2 as"),
        row("head altered", t -> Files.writeString(t.head(), "2 abc\n"), "was altered or damaged"),
        row("head empty", t -> Files.writeString(t.head(), ""), "was altered or damaged"));
  }

  private void cut(int lines, int lessBytes) throws IOException {
    String text = Files.readString(log(), StandardCharsets.UTF_8);
    int end = 0;
    for (int i = 0; i < lines; i++) {
      end = text.indexOf('\n', end) + 1;
    }
    Files.writeString(log(), text.substring(0, end - lessBytes));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spoilt")
  void join_logCutGoneOrOther_refused(String name, Spoiler spoiler, String message)
      throws IOException {
    tenRows(",\"rowsEver\":25");
    spoiler.spoil(this);
    assertThatThrownBy(() -> join(",\"rowsEver\":25"))
        .isInstanceOf(LogException.class)
        .hasMessageContaining("cannot trust the log")
        .hasMessageContaining(message);
    // A policy without such a budget does not hang on the head.
    if (name.startsWith("head")) {
      join("").close();
    }
  }

  /** Who removes both has a new log: nothing can tell, and the documents say so. */
  @Test
  void join_logAndHeadGone_countsAnew() throws IOException {
    tenRows(",\"rowsEver\":15");
    Files.delete(log());
    Files.delete(head());
    tenRows(",\"rowsEver\":15");
  }
}
