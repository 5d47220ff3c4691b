package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import parley.mhe.protocol.CollectiveDecryption;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.protocol.Smudging;
import parley.mhe.random.Seed;

/** The noise of what is opened: one ciphertext has one, however often and wherever it is opened. */
class SmudgingTest {
  private static final int ROUNDS = 20;
  private static final int VALUES = 4;
  private static final int LIMBS = 3;

  @TempDir private Path root;
  private CkksContext context;
  private KeyPair querier;
  private Scope scope;
  private PartyPlan plan;
  private Session session;
  private Ciphertext ciphertext;

  @BeforeEach
  void begin() {
    System.setProperty("parley.insecure", "true");
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    querier = KeyPair.generate(context, Seed.of(new byte[32]));
    scope = Scope.open();
    plan =
        PartyPlan.builder("test", context)
            .providers(TestParties.NAMES)
            .publicKey()
            .step(UploadStep.builder("prepare/map", ProtocolKind.UPLOAD).output(3, 90).build())
            .step(
                OpeningStep.builder("prepare/open", ProtocolKind.DECRYPTION)
                    .rounds(ROUNDS)
                    .input(LIMBS, 90)
                    .source(StepSource.computedFrom("prepare/map"))
                    .values(VALUES)
                    .ciphertextDeviation(8)
                    .maxAbs(1)
                    .build())
            .build();
    SortedMap<String, byte[]> nonces = new TreeMap<>();
    TestParties.NAMES.forEach(name -> nonces.put(name, new byte[32]));
    try (Party party = Party.join(plan, "a", store())) {
      nonces.put("a", party.nonce());
      party.begin(nonces, querier.publicKey().toBytes());
    }
    session = Session.open(context, plan.hash(), querier.publicKey(), nonces);
    ciphertext = querier.publicKey().encryptZero(LIMBS, 0x1p90, Seed.fresh());
  }

  @AfterEach
  void close() {
    scope.close();
    querier.close();
    context.close();
  }

  private KeyStore store() {
    return KeyStore.of(root, "a", PassphraseSource.none());
  }

  private CollectiveDecryption request(int round, int[] positions, Smudging smudging) {
    return CollectiveDecryption.ofCoefficients(
        session,
        Place.of("prepare/open", round),
        List.of(ciphertext.c1()),
        positions,
        smudging,
        0x1p90);
  }

  @Test
  void answer_sameCiphertextAtEveryPlaceWithTheLedgerPutBack_oneNoise() throws IOException {
    byte[] empty = Files.readAllBytes(root.resolve("a/ledger"));
    Smudging planned = plan.step("prepare/open", OpeningStep.class).smudging(plan);
    Set<String> noises = new LinkedHashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Files.write(root.resolve("a/ledger"), empty);
      try (Party party = Party.resume(store())) {
        byte[] share = party.answer(request(round, EncryptedSums.positions(VALUES), planned));
        int residues = VALUES * LIMBS * Long.BYTES;
        noises.add(
            HexFormat.of()
                .formatHex(Arrays.copyOfRange(share, share.length - residues, share.length)));
      }
    }
    assertThat(noises).hasSize(1);
  }

  @Test
  void answer_otherSmudgingOrPositionsThanPlanned_refused() {
    Smudging planned = plan.step("prepare/open", OpeningStep.class).smudging(plan);
    try (Party party = Party.resume(store())) {
      for (Smudging other :
          List.of(
              Smudging.of(ROUNDS + 1, VALUES, 8),
              Smudging.of(ROUNDS, VALUES + 1, 8),
              Smudging.of(ROUNDS, VALUES, 9),
              new Smudging(41, ROUNDS, VALUES, 8, 0))) {
        CollectiveDecryption request = request(0, EncryptedSums.positions(VALUES), other);
        assertThatThrownBy(() -> party.answer(request))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("the smudging deviates from the plan, expected " + planned);
      }
      for (int[] positions : new int[][] {{0, 1, 2}, {0, 1, 2, 4}, {3}}) {
        CollectiveDecryption request = request(0, positions, planned);
        assertThatThrownBy(() -> party.answer(request))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("what is opened deviates from the plan, expected 4 coefficients");
      }
    }
  }
}
