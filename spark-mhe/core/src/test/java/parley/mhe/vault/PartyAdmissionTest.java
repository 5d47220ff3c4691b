package parley.mhe.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.Party;
import parley.mhe.party.PartyService;
import parley.mhe.party.TestKeys;
import parley.mhe.party.TestParties;
import parley.mhe.party.cohort.Cohort;
import parley.mhe.party.cohort.CohortUse;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.cohort.SumNoise;
import parley.mhe.party.log.LogEvent;
import parley.mhe.party.log.LogFile;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.ProviderPolicy;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.party.upload.UploadDigest;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.CollectiveDecryption;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.Smudging;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/** A party asks which rows a sum uses, whether it lives in this process or in a vault. */
class PartyAdmissionTest {
  private static final QuerierKey KEY = QuerierKey.generate();
  private static final byte[] PRIVATE = {1};

  @TempDir private Path folder;
  private CkksContext context;
  private KeyPair querier;

  @BeforeEach
  void open() {
    System.setProperty("parley.insecure", "true");
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    querier = KEY.open(context);
  }

  @AfterEach
  void close() {
    querier.close();
    context.close();
  }

  private Path policy(String rules) {
    try {
      return Files.writeString(
          folder.resolve("p.json"),
          "{\"version\":2,\"queriers\":[\""
              + KEY.fingerprint()
              + "\"],\"rows\":100,\"mayOpen\":[\"statistics\""
              // Who asks how many rows there are lets that be opened.
              + (rules.contains("leastRows") ? "]" : ",\"gate\"]")
              + rules
              + "}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UploadStep.Builder up(String name, int values) {
    return UploadStep.builder(name, ProtocolKind.SUMS).output(3, 90).values(values).maxAbs(1);
  }

  private static OpeningStep.Builder open(String name, ProtocolKind protocol) {
    return OpeningStep.builder(name + "-open", protocol)
        .input(3, 90)
        .source(StepSource.of(name))
        .maxAbs(3)
        .ciphertextDeviation(400);
  }

  private PartyPlan.Builder plan() {
    return PartyPlan.builder("test", context).providers(TestParties.NAMES).publicKey();
  }

  private static PartyPlan sums(PartyPlan.Builder plan) {
    return plan.step(up("a/up", 6).rounds(3).build())
        .step(open("a/up", ProtocolKind.KEY_SWITCH).rounds(3).rows(6).build())
        .build();
  }

  private PartyPlan gated(int leastRows, int leastContributors) {
    return sums(
        plan()
            .argument(Gate.LEAST_ROWS, "" + leastRows)
            .argument(Gate.LEAST_CONTRIBUTORS, "" + leastContributors)
            .step(up(Gate.STEP, Gate.LENGTH).build())
            .step(open(Gate.STEP, ProtocolKind.DECRYPTION).values(Gate.LENGTH).build()));
  }

  /** A party of a session of its own, and where it lives. */
  private final class Asked implements AutoCloseable {
    private final VaultServer vault;
    private final PartyService party;
    private final Session session;
    private final KeysDigest keys;

    Asked(boolean inVault, PartyPlan plan, Path policy) {
      Path place = folder.resolve("v");
      vault =
          inVault
              ? VaultServer.start(
                  VaultConfig.of(List.of("a"), place.resolve("run"), place.resolve("keys"))
                      .withPolicy(policy))
              : null;
      party =
          inVault
              ? VaultClient.join(place.resolve("run/a"), plan, "a", VaultTimeouts.DEFAULT)
              : Party.join(plan, "a", null, List.of(ProviderPolicy.read(policy, "a")));
      TreeMap<String, byte[]> nonces = new TreeMap<>();
      TestParties.NAMES.forEach(name -> nonces.put(name, new byte[32]));
      nonces.put("a", party.nonce());
      party.begin(nonces, KEY.credential(querier.publicKey()).toBytes());
      session = Session.open(context, plan.hash(), querier.publicKey(), nonces);
      try (TestKeys made = TestKeys.of(session, plan, querier)) {
        keys = made.digest();
      }
      party.acceptKeys(keys);
    }

    UploadDigest upload(String step, int round, byte[] arguments) {
      int values = step.equals(Gate.STEP) ? Gate.LENGTH : 6;
      UploadRequest.Shape shape = new UploadRequest.Shape(ProtocolKind.SUMS, values, 3, 0x1p90, 0);
      return UploadRequest.of(session, keys, Place.of(step, round), shape, List.of(), arguments)
          .digest();
    }

    Smudging smudging() {
      PartyPlan plan = party.plan();
      return plan.step(Gate.STEP + "-open", OpeningStep.class).smudging(plan);
    }

    byte[] seed(UploadDigest request) {
      return party.uploadSeeds(request, PRIVATE).seed("zero", 0).export(SecretAccess.forKeyStore());
    }

    @Override
    public void close() {
      party.close();
      if (vault != null) {
        vault.close();
      }
    }
  }

  private static CohortUse rows(long from, long to) {
    return new CohortUse(6, 18, Cohort.of(LongStream.range(from, to).toArray(), "", 0));
  }

  private List<LogEvent.Kind> log() {
    return LogFile.read(folder.resolve("a.log")).lines().stream()
        .map(line -> line.event().kind())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void uploadSeeds_rowsNearAnEarlierSessions_refusedAndWrittenDown(boolean inVault) {
    Path policy = policy(",\"leastDifference\":5");
    byte[] none = {};
    try (Asked asked = new Asked(inVault, sums(plan()), policy)) {
      assertThat(asked.party.asksForRows()).isTrue();
      UploadDigest upload = asked.upload("a/up", 0, none);
      assertThatThrownBy(() -> asked.seed(upload))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("nobody said which rows it uses");
      assertThat(asked.party.admit(upload, rows(0, 100_000))).isTrue();
      byte[] seed = asked.seed(upload);
      assertThat(asked.party.admit(upload, rows(0, 100_000))).isTrue();
      assertThat(asked.seed(upload)).isEqualTo(seed);
    }
    try (Asked asked = new Asked(inVault, sums(plan()), policy)) {
      UploadDigest upload = asked.upload("a/up", 0, none);
      assertThatThrownBy(() -> asked.party.admit(upload, rows(1, 100_000)))
          .isInstanceOf(PolicyException.class)
          .hasMessageStartingWith("a cannot answer at a/up, by the policy " + policy)
          .hasMessageContaining("nearly those of an earlier query");
      assertThatThrownBy(() -> asked.seed(upload)).isInstanceOf(PolicyException.class);
    }
    assertThat(log())
        .containsExactly(
            LogEvent.Kind.BEGAN,
            LogEvent.Kind.KEYS,
            LogEvent.Kind.REFUSED,
            LogEvent.Kind.ANSWERED,
            LogEvent.Kind.BEGAN,
            LogEvent.Kind.KEYS,
            LogEvent.Kind.REFUSED,
            LogEvent.Kind.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void admit_refusedAtTheGate_toldApartInTheLogAlone(boolean inVault) {
    Path policy = policy(",\"leastDifference\":5");
    byte[] none = {};
    try (Asked asked = new Asked(inVault, gated(20, 2), policy)) {
      UploadDigest gate = asked.upload(Gate.STEP, 0, none);
      assertThat(asked.party.admit(gate, rows(0, 100))).isTrue();
      asked.seed(gate);
      byte[] passed = new Gate.Counts(300, 3, 0).before(none);
      UploadDigest later = asked.upload("a/up", 0, passed);
      assertThat(asked.party.admit(later, rows(0, 100))).isTrue();
      asked.seed(later);
      UploadDigest refused = asked.upload("a/up", 1, new Gate.Counts(300, 3, 1).before(none));
      assertThatThrownBy(() -> asked.party.admit(refused, rows(0, 100)))
          .hasMessageContaining("providers refuse it by rules of their own");
    }
    try (Asked asked = new Asked(inVault, gated(20, 2), policy)) {
      UploadDigest gate = asked.upload(Gate.STEP, 0, none);
      assertThat(asked.party.admit(gate, rows(2, 100))).isFalse();
      assertThat(asked.party.admit(gate, rows(2, 100))).isFalse();
      asked.seed(gate);
      UploadDigest later = asked.upload("a/up", 0, new Gate.Counts(200, 2, 0).before(none));
      assertThatThrownBy(() -> asked.party.admit(later, rows(2, 100)))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("it was refused before");
      assertThatThrownBy(() -> asked.seed(later)).isInstanceOf(PolicyException.class);
      UploadDigest third = asked.upload("a/up", 1, new Gate.Counts(200, 2, 0).before(none));
      assertThatThrownBy(() -> asked.party.admit(third, rows(2, 100)))
          .isInstanceOf(PolicyException.class);
      // Three: the gate, and two that came after it.
      UploadDigest last = asked.upload("a/up", 2, new Gate.Counts(200, 2, 0).before(none));
      assertThatThrownBy(() -> asked.party.admit(last, rows(0, 100)))
          .hasMessageContaining("the session is over");
      try (Ciphertext sum = querier.publicKey().encryptZero(3, 0x1p90, Seed.fresh());
          CollectiveProtocol opening =
              CollectiveDecryption.ofCoefficients(
                  asked.session,
                  Place.of(Gate.STEP + "-open"),
                  List.of(sum.c1()),
                  EncryptedSums.positions(Gate.LENGTH),
                  asked.smudging(),
                  0x1p90)) {
        assertThatThrownBy(() -> asked.party.answer(opening))
            .isInstanceOf(PolicyException.class)
            .hasMessageStartingWith("a cannot answer at gate/sizes-open")
            .hasMessageContaining("the session is over");
      }
    }
    assertThat(log()).endsWith(LogEvent.Kind.REFUSED).contains(LogEvent.Kind.ANSWERED);
  }

  @Test
  void join_planAsksForLess_refusedWithWhatWouldDo() {
    Path policy = policy(",\"leastRows\":20,\"leastContributors\":2");
    List<ProviderPolicy> policies = List.of(ProviderPolicy.read(policy, "a"));
    Party.join(gated(20, 2), "a", null, policies).close();
    Party.join(gated(21, 3), "a", null, policies).close();
    String way =
        "a cannot join: the plan does not ask for enough rows before it opens sums (a query's"
            + " leastRows and leastContributors do), by the policy "
            + policy
            + " expected 20 rows of 2 providers or more, got ";
    assertThatThrownBy(() -> Party.join(gated(19, 2), "a", null, policies))
        .isInstanceOf(PolicyException.class)
        .hasMessage(way + "19 rows of 2 providers");
    assertThatThrownBy(() -> Party.join(gated(20, 1), "a", null, policies))
        .hasMessage(way + "20 rows of 1 providers");
    assertThatThrownBy(() -> Party.join(sums(plan()), "a", null, policies))
        .hasMessage(way + "no question");
  }

  @Test
  void join_planWithLessNoise_refusedWithWhatWouldDo() {
    Path policy = policy(",\"leastNoise\":2.5");
    List<ProviderPolicy> policies = List.of(ProviderPolicy.read(policy, "a"));
    for (String enough : List.of("2.5", "1000")) {
      Party.join(sums(plan().argument(SumNoise.ARGUMENT, enough)), "a", null, policies).close();
    }
    String way =
        "a cannot join: the plan adds too little noise to each provider's counts (a query's --noise"
            + " does), by the policy "
            + policy
            + " expected a deviation of at least 2.5, got ";
    assertThatThrownBy(() -> Party.join(sums(plan()), "a", null, policies))
        .isInstanceOf(PolicyException.class)
        .hasMessage(way + "none");
    for (String less : List.of("2.499999", "0.1")) {
      PartyPlan plan = sums(plan().argument(SumNoise.ARGUMENT, less));
      assertThatThrownBy(() -> Party.join(plan, "a", null, policies)).hasMessage(way + less);
    }
    for (String none : List.of("0", "-3", "NaN", "2097152", "0.1234567", "much")) {
      PartyPlan plan = sums(plan().argument(SumNoise.ARGUMENT, none));
      assertThatThrownBy(() -> Party.join(plan, "a", null, policies))
          .isInstanceOf(ParleyException.class)
          .hasMessageStartingWith("cannot add noise: expected a ")
          .hasMessageEndingWith("got " + none);
    }
    // A rule on plans alone: nobody asks which rows are used.
    try (Asked asked =
        new Asked(
            false, sums(plan().argument(SumNoise.ARGUMENT, "3")), policy(",\"leastNoise\":3"))) {
      assertThat(asked.party.asksForRows()).isFalse();
    }
  }

  @Test
  void asksForRows_noRule_notAsked() {
    try (Asked asked = new Asked(true, sums(plan()), policy(""))) {
      assertThat(asked.party.asksForRows()).isFalse();
      asked.seed(asked.upload("a/up", 0, new byte[0]));
    }
    assertThat(folder.resolve("a.log.cohorts")).doesNotExist();
  }
}
