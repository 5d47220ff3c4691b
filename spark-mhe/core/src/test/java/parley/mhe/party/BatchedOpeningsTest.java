package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Scope;
import parley.mhe.party.log.LogFile;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefusedException;
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

/** Requests that open many ciphertexts: one entry, and each ciphertext counts. */
class BatchedOpeningsTest {
  private static final QuerierKey KEY = QuerierKey.generate();
  private static final String OPEN = "model/open";

  @TempDir private Path root;
  private CkksContext context;
  private KeyPair querier;
  private Scope scope;
  private PartyPlan plan;

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
            .step(UploadStep.builder("model/map", ProtocolKind.UPLOAD).output(3, 90).build())
            .step(
                OpeningStep.builder(OPEN, ProtocolKind.KEY_SWITCH)
                    .rounds(3)
                    .objects(3)
                    .openings(5)
                    .input(3, 90)
                    .source(StepSource.computedFrom("model/map"))
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

  private Path policy(long rows) throws IOException {
    return Files.writeString(
        root.resolve("p.json"),
        "{\"version\":2,\"queriers\":[\"%s\"],\"rows\":%d,\"mayOpen\":[\"margins\"]}"
            .formatted(KEY.fingerprint(), rows));
  }

  private KeyStore store() {
    return KeyStore.of(root.resolve("stores"), "a", PassphraseSource.none());
  }

  private Party join(long rows) throws IOException {
    return Party.join(plan, "a", store(), List.of(ProviderPolicy.read(policy(rows), "a")));
  }

  private Session begin(Party party) {
    SortedMap<String, byte[]> nonces = new TreeMap<>();
    TestParties.NAMES.forEach(name -> nonces.put(name, new byte[32]));
    nonces.put("a", party.nonce());
    party.begin(nonces, KEY.credential(querier.publicKey()).toBytes());
    return Session.open(context, plan.hash(), querier.publicKey(), nonces);
  }

  private List<Ciphertext> fresh(int count) {
    List<Ciphertext> all = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      all.add(querier.publicKey().encryptZero(3, 0x1p90, Seed.fresh()));
    }
    return all;
  }

  private CollectiveKeySwitch keySwitch(Session session, Place where, List<Ciphertext> inputs) {
    return CollectiveKeySwitch.of(
        session,
        where,
        inputs.stream().map(Ciphertext::c1).toList(),
        0x1p90,
        plan.step(OPEN, OpeningStep.class).smudging(plan),
        0x1p90);
  }

  @Test
  void answer_threeCiphertexts_oneEntryAndThriceTheRows() throws IOException {
    try (Party party = join(50)) {
      CollectiveKeySwitch request = keySwitch(begin(party), Place.of(OPEN), fresh(3));
      byte[] answer = party.answer(request);
      assertThat(party.answer(request)).isEqualTo(answer);
      assertThat(party.ledgerSize()).isEqualTo(1);
      assertThat(party.status().rowsUsed()).isEqualTo(30);
      assertThat(LogFile.read(root.resolve("a.log")).lines())
          .filteredOn(line -> line.event().answer() != null)
          .singleElement()
          .satisfies(line -> assertThat(line.event().answer().rows()).isEqualTo(30));
    }
  }

  @Test
  void answer_moreThanTheRoundOrThePlanHas_refusedAlsoAfterRestart() throws IOException {
    Session session;
    List<Ciphertext> opened = fresh(2);
    try (Party party = join(50)) {
      session = begin(party);
      assertThatThrownBy(() -> party.answer(keySwitch(session, Place.of(OPEN), fresh(4))))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the openings of a round deviates from the plan, expected 3 at")
          .hasMessageContaining("got 4");
      party.answer(keySwitch(session, Place.of(OPEN), opened));
      Place beside = Place.of(OPEN).withObject(1);
      assertThatThrownBy(() -> party.answer(keySwitch(session, beside, fresh(2))))
          .hasMessageContaining("the openings of a round deviates from the plan")
          .hasMessageContaining("got 4");
      party.answer(keySwitch(session, Place.of(OPEN, 1), fresh(2)));
    }
    try (Party party = Party.resume(store(), policy(50))) {
      assertThat(party.status().rowsUsed()).isEqualTo(40);
      Place last = Place.of(OPEN, 2);
      assertThatThrownBy(() -> party.answer(keySwitch(session, last, fresh(2))))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the number of openings deviates from the plan, expected 5 at most")
          .hasMessageContaining("got 6");
      for (Ciphertext again : opened) {
        assertThatThrownBy(() -> party.answer(keySwitch(session, last, List.of(again))))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("it was opened before");
      }
      party.answer(keySwitch(session, last, fresh(1)));
    }
  }

  /** One that was opened among others is not opened again among others. */
  @Test
  void answer_oneOfThemOpenedBefore_refused() throws IOException {
    try (Party party = join(50)) {
      Session session = begin(party);
      List<Ciphertext> first = fresh(2);
      party.answer(keySwitch(session, Place.of(OPEN), first));
      List<Ciphertext> again = List.of(fresh(1).get(0), first.get(1));
      assertThatThrownBy(() -> party.answer(keySwitch(session, Place.of(OPEN, 1), again)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("it was opened before");
    }
  }

  @Test
  void answer_rowsForSomeOfThemOnly_refused() throws IOException {
    try (Party party = join(29)) {
      Session session = begin(party);
      assertThatThrownBy(() -> party.answer(keySwitch(session, Place.of(OPEN), fresh(3))))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("at most 29 rows that are left of 29, got 30");
      party.answer(keySwitch(session, Place.of(OPEN), fresh(2)));
      assertThat(party.status().rowsLeft()).isEqualTo(9);
    }
  }
}
