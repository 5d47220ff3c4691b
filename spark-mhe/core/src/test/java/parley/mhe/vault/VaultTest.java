package parley.mhe.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.error.ParleyException;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Scope;
import parley.mhe.party.Party;
import parley.mhe.party.PartyService;
import parley.mhe.party.TestKeys;
import parley.mhe.party.TestParties;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.party.upload.UploadDigest;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.protocol.SumRefresh;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/** A vault's parties answer as parties in the same process do. */
class VaultTest {
  private static final VaultTimeouts QUICK =
      new VaultTimeouts(Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(1));

  @TempDir private Path folder;
  private final List<SumRefresh> requests = new ArrayList<>();
  private VaultServer vault;
  private TestParties world;
  private Scope scope;

  @BeforeEach
  void open() {
    vault = start();
    world = TestParties.with(this::join);
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    requests.forEach(SumRefresh::close);
    scope.close();
    world.close();
    vault.close();
  }

  private VaultServer start() {
    // Not for "c", which lives in this process.
    return VaultServer.start(
        VaultConfig.of(List.of("a", "b"), folder.resolve("run"), folder.resolve("keys"))
            .withTimeouts(QUICK));
  }

  private PartyService join(PartyPlan plan, String provider) {
    return provider.equals("c")
        ? Party.join(plan, provider)
        : VaultClient.join(socket(provider), plan, provider, QUICK);
  }

  private VaultClient resume(String provider, byte[] nonce) {
    return VaultClient.resume(socket(provider), world.plan, provider, nonce, QUICK);
  }

  private Path socket(String provider) {
    return folder.resolve("run").resolve(provider);
  }

  private PartyService first() {
    return world.services.get(0);
  }

  private Party inThisProcess(String provider) {
    return Party.resume(
        SessionFolder.all(folder.resolve("keys"), provider, PassphraseSource.none())
            .get(0)
            .store());
  }

  /** A request as the plan has it, closed with the test. */
  private SumRefresh refresh() {
    SumRefresh request = world.refresh(0, world.ciphertext(4, 0x1p45));
    requests.add(request);
    return request;
  }

  private UploadDigest upload() {
    KeysDigest keys = world.acceptKeys();
    UploadRequest.Shape shape = new UploadRequest.Shape(ProtocolKind.UPLOAD, 0, 4, 0x1p45, 0);
    return UploadRequest.of(
            world.session,
            keys,
            Place.of("train/map", 0),
            shape,
            List.of(world.ciphertext(5, 0x1p45)),
            new byte[] {7})
        .digest();
  }

  private static byte[] seed(PartyService party, UploadDigest request, int rows) {
    return party
        .uploadSeeds(request, new byte[] {(byte) rows})
        .seed("zero", 0)
        .export(SecretAccess.forKeyStore());
  }

  @Test
  void answer_throughTheVaultAndInProcessFromItsStore_sameBytes() {
    SumRefresh refresh = refresh();
    UploadDigest upload = upload();
    byte[] seed = seed(first(), upload, 1);
    byte[] share = first().answer(refresh);
    assertThat(first().answer(refresh)).isEqualTo(share);
    assertThat(first().session().id()).isEqualTo(world.session.id());
    vault.close();

    try (Party party = inThisProcess("a")) {
      assertThat(seed(party, upload, 1)).isEqualTo(seed);
      assertThat(party.answer(refresh)).isEqualTo(share);
      assertThat(party.nextRound("train/refresh")).isEqualTo(1);
    }
    try (Party other = inThisProcess("b")) {
      assertThat(other.answer(refresh)).isNotEqualTo(share);
    }
  }

  @Test
  void answer_afterTheVaultWasStartedAgain_sameBytes() {
    SumRefresh refresh = refresh();
    byte[] share = first().answer(refresh);
    vault.close();
    vault = start();

    assertThat(first().answer(refresh)).isEqualTo(share);
    assertThat(first().nextRound("train/refresh")).isEqualTo(1);
    assertThat(first().answered(refresh.transcript().protocol(), refresh.transcript().where()))
        .isTrue();
    first().acknowledge("train/refresh", 0, 0);
    assertThatThrownBy(() -> first().answer(refresh))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("acknowledged");
  }

  @Test
  void answer_vaultGoneForGood_errorNamesProviderAndSocketInTime() {
    vault.close();
    long start = System.nanoTime();
    assertThatThrownBy(() -> first().nextRound("train/refresh"))
        .isInstanceOf(VaultException.class)
        .hasMessageStartingWith("cannot reach the vault of a at " + socket("a"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void answer_otherRequestInSamePlace_refusedAsInProcess() {
    first().answer(refresh());
    SumRefresh other = refresh();
    assertThatThrownBy(() -> first().answer(other))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("another request was answered there");
  }

  @Test
  void answer_requestOfAnotherSession_sameKindOfError() {
    try (TestParties others = TestParties.with(this::join)) {
      SumRefresh foreign = others.refresh(0, others.ciphertext(4, 0x1p45));
      requests.add(foreign);
      assertThatThrownBy(() -> first().answer(foreign))
          .isInstanceOf(ProtocolException.class)
          .hasMessageContaining("it is of another session");
    }
  }

  @Test
  void uploadSeeds_otherRows_refused() {
    UploadDigest request = upload();
    assertThat(seed(first(), request, 1)).isEqualTo(seed(first(), request, 1));
    assertThatThrownBy(() -> seed(first(), request, 2))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the private data changed");
  }

  @Test
  void acceptKeys_othersThanBefore_refusedAlsoByTheVaultStartedAgain() {
    UploadDigest request = upload();
    byte[] seed = seed(first(), request, 1);
    try (KeyPair attacker = KeyPair.generate(world.context, Seed.fresh());
        TestKeys second = TestKeys.of(world.session, world.plan, attacker)) {
      for (int run = 0; run < 2; run++) {
        assertThatThrownBy(() -> first().acceptKeys(second.digest()))
            .isInstanceOf(RefusedException.class)
            .hasMessageContaining("others were accepted before");
        assertThat(seed(first(), request, 1)).isEqualTo(seed);
        vault.close();
        vault = start();
      }
    }
  }

  @Test
  void begin_otherNonces_refused() {
    var nonces = new java.util.TreeMap<>(world.nonces);
    nonces.put("b", new byte[32]);
    assertThatThrownBy(() -> first().begin(nonces, world.querier.publicKey().toBytes()))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void resume_secondClient_sameSessionAndNeitherEndsTheOther() {
    SumRefresh refresh = refresh();
    byte[] share = first().answer(refresh);
    try (VaultClient second = resume("a", first().nonce())) {
      assertThat(second.session().id()).isEqualTo(world.session.id());
      assertThat(second.answer(refresh)).isEqualTo(share);
    }
    assertThat(first().answer(refresh)).isEqualTo(share);
  }

  @Test
  void resume_severalSessionsOfOnePlan_thatOfTheNonceOrTheNewest() {
    byte[] nonce = first().nonce();
    try (TestParties later = TestParties.with(this::join)) {
      try (VaultClient named = resume("a", nonce);
          VaultClient newest = resume("a", new byte[0])) {
        assertThat(named.session().id()).isEqualTo(world.session.id());
        assertThat(newest.session().id()).isEqualTo(later.session.id());
      }
    }
    world.services.forEach(PartyService::close);
    try (VaultClient named = resume("a", nonce);
        VaultClient newest = resume("a", new byte[0])) {
      assertThat(named.session().id()).isEqualTo(world.session.id());
      assertThat(newest.session().id()).isNotEqualTo(world.session.id());
    }
  }

  @Test
  void resume_planOfNoSession_refused() {
    PartyPlan other = TestParties.plan(world.context).argument("purpose", "another").build();
    assertThatThrownBy(() -> VaultClient.resume(socket("a"), other, "a", new byte[0], QUICK))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("the vault keeps no session of this plan");
  }

  @Test
  void resume_sessionThatNeverBegan_refusedAndNothingKept() {
    byte[] nonce;
    try (VaultClient joined = VaultClient.join(socket("a"), world.plan, "a", QUICK)) {
      nonce = joined.nonce();
      assertThatThrownBy(() -> joined.begin(world.nonces, world.querier.publicKey().toBytes()))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("is not the one it drew");
    }
    assertThatThrownBy(() -> resume("a", nonce)).isInstanceOf(KeyException.class);
    assertThat(folder.resolve("keys").toFile().list()).hasSize(2);
  }

  @Test
  void join_providerOfAnotherVault_refused() {
    assertThatThrownBy(() -> VaultClient.join(socket("a"), world.plan, "c", QUICK))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("expected a at this socket");
    assertThatThrownBy(() -> VaultClient.join(socket("c"), world.plan, "c", QUICK))
        .isInstanceOf(VaultException.class)
        .hasMessageStartingWith("cannot reach the vault of c at " + socket("c"));
  }

  @Test
  void join_policyOfTheVaultForbidsThePlan_refusedAsInProcess() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.json"),
            "{\"version\":2,\"queriers\":[\"%s\"],\"rows\":0,\"mayOpen\":[]}"
                .formatted("ab".repeat(32)));
    Files.setPosixFilePermissions(policy, PosixFilePermissions.fromString("rw-r--r--"));
    VaultConfig strict =
        VaultConfig.of(List.of("a"), folder.resolve("strict"), folder.resolve("keys"))
            .withPolicy(policy);
    try (VaultServer other = VaultServer.start(strict)) {
      assertThatThrownBy(() -> VaultClient.join(other.sockets().get(0), world.plan, "a", QUICK))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("policy");
      assertThat(first().status().policies()).isEmpty();
    }
    assertThatThrownBy(() -> VaultServer.start(strict.withPolicy(folder.resolve("none.json"))))
        .isInstanceOf(PolicyException.class);
  }

  @Test
  void vaultHome_processNamesItsOwnFolder_thatOneDecides() {
    System.setProperty(VaultHome.PROPERTY, folder.resolve("run").toString());
    try (PartyService party =
        VaultHome.in(folder.resolve("elsewhere")).ofSession(world.nonces).resume(world.plan, "a")) {
      assertThat(party.session().id()).isEqualTo(world.session.id());
      assertThat(VaultHome.preferredTo(parley.mhe.party.PartyHome.inMemory()))
          .isInstanceOf(VaultHome.class);
    } finally {
      System.clearProperty(VaultHome.PROPERTY);
    }
    assertThat(VaultHome.preferredTo(parley.mhe.party.PartyHome.inMemory()))
        .isNotInstanceOf(VaultHome.class);
    assertThatThrownBy(() -> VaultHome.ofEachHost().join(world.plan, "a"))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining(VaultHome.VARIABLE);
  }
}
