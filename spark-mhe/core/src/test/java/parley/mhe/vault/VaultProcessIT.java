package parley.mhe.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.Scope;
import parley.mhe.party.ConvertingParties;
import parley.mhe.party.Party;
import parley.mhe.party.PartyService;
import parley.mhe.party.TestKeys;
import parley.mhe.party.TestParties;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.MaskReference;
import parley.mhe.protocol.MaskedProduct;
import parley.mhe.protocol.SumRefresh;

/** Vaults in processes of their own that are killed, stopped and started again. */
@Timeout(120)
class VaultProcessIT {
  private static final VaultTimeouts PATIENT =
      new VaultTimeouts(Duration.ofMillis(200), Duration.ofSeconds(3), Duration.ofSeconds(30));
  private static final VaultTimeouts IMPATIENT =
      new VaultTimeouts(Duration.ofMillis(200), Duration.ofSeconds(3), Duration.ofSeconds(1));

  @TempDir private Path folder;

  private VaultProcess start() {
    return VaultProcess.start(
        folder.resolve("run"), folder.resolve("keys"), TestParties.NAMES.toArray(String[]::new));
  }

  private TestParties world(VaultTimeouts timeouts) {
    return TestParties.with(
        (plan, name) ->
            VaultClient.join(folder.resolve("run").resolve(name), plan, name, timeouts));
  }

  @Test
  void answer_vaultKilledWhileItWasAskedAndStartedAgain_sameBytes() throws Exception {
    VaultProcess first = start();
    try (TestParties world = world(PATIENT);
        Scope scope = Scope.open();
        SumRefresh one = world.refresh(0, world.ciphertext(4, 0x1p45));
        SumRefresh two = world.refresh(1, world.ciphertext(4, 0x1p45))) {
      PartyService party = world.services.get(0);
      byte[] share = party.answer(one);
      // Stopped, it takes the request and does not answer; killed, it has lost it.
      first.signal("STOP");
      CompletableFuture<byte[]> asked = CompletableFuture.supplyAsync(() -> party.answer(two));
      assertThatThrownBy(() -> asked.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      first.close();
      try (VaultProcess second = start()) {
        byte[] later = asked.get(30, TimeUnit.SECONDS);
        assertThat(party.answer(one)).isEqualTo(share);
        assertThat(party.answer(two)).isEqualTo(later);
        assertThat(party.nextRound("train/refresh")).isEqualTo(2);
        assertThat(second.pid()).isNotEqualTo(first.pid());
        world.services.forEach(PartyService::close);
      }
    }
  }

  @Test
  void answer_vaultThatHangs_errorAfterTheSilence() throws Exception {
    try (VaultProcess vault = start();
        TestParties world = world(IMPATIENT);
        Scope scope = Scope.open();
        SumRefresh request = world.refresh(0, world.ciphertext(4, 0x1p45))) {
      vault.signal("STOP");
      PartyService party = world.services.get(1);
      CompletableFuture<byte[]> asked = CompletableFuture.supplyAsync(() -> party.answer(request));
      assertThatThrownBy(() -> asked.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(VaultException.class)
          .hasMessageContaining("cannot reach the vault of b at " + folder.resolve("run/b"))
          .hasMessageContaining("nothing came for 3 s");
      vault.signal("CONT");
      assertThat(party.answer(request)).isNotEmpty();
    }
  }

  @Test
  void begin_vaultKilledBeforeTheSessionBegan_errorAndNoHang() {
    VaultProcess first = start();
    try (TestParties world = world(PATIENT);
        VaultClient joined = VaultClient.join(folder.resolve("run/a"), world.plan, "a", PATIENT)) {
      world.services.forEach(PartyService::close);
      first.close();
      try (VaultProcess second = start()) {
        assertThat(second.pid()).isPositive();
        assertThatThrownBy(() -> joined.begin(world.nonces, world.querier.publicKey().toBytes()))
            .isInstanceOf(KeyException.class)
            .hasMessageContaining("the vault keeps no session of this plan and nonce");
      }
    }
  }

  @Test
  void answer_askerInterrupted_endsAtOnceAndTheNextCallWorks() throws Exception {
    try (VaultProcess vault = start();
        TestParties world = world(PATIENT);
        Scope scope = Scope.open();
        SumRefresh request = world.refresh(0, world.ciphertext(4, 0x1p45))) {
      PartyService party = world.services.get(2);
      vault.signal("STOP");
      List<Throwable> ended = new java.util.concurrent.CopyOnWriteArrayList<>();
      Thread task =
          new Thread(
              () -> {
                try {
                  party.answer(request);
                } catch (RuntimeException e) {
                  ended.add(e);
                }
              });
      task.start();
      while (task.getState() == Thread.State.NEW) {
        Thread.onSpinWait();
      }
      task.interrupt();
      task.join(10_000);
      assertThat(ended).hasSize(1).first().isInstanceOf(VaultException.class);
      vault.signal("CONT");
      assertThat(party.answer(request)).isNotEmpty();
    }
  }

  /** As in this process, from the vault's store: with private input, which goes in as a body. */
  @Test
  void answer_convertingRefreshThroughTheProcess_asFromItsStore() {
    TreeMap<String, byte[]> commitments;
    byte[] plainShare;
    byte[] labelled;
    ConvertingRefresh plain;
    ConvertingRefresh labels;
    try (VaultProcess vault = start();
        TestParties world =
            ConvertingParties.with(
                (plan, name) ->
                    VaultClient.join(folder.resolve("run").resolve(name), plan, name, PATIENT));
        Scope scope = Scope.open()) {
      PartyService party = world.services.get(0);
      commitments = ConvertingParties.commitments(world);
      plain = ConvertingParties.request(world, ConvertingParties.PLAIN, 0).build();
      labels =
          ConvertingParties.request(world, ConvertingParties.LABELS, 0)
              .commitments(commitments)
              .build();
      plainShare = party.answer(plain);
      labelled = party.answer(labels, ConvertingParties.labels(1));
      assertThat(party.answer(labels, ConvertingParties.labels(1))).isEqualTo(labelled);
      assertThat(world.services.get(1).answer(labels, ConvertingParties.labels(1)))
          .isNotEqualTo(labelled);
      assertThatThrownBy(() -> party.answer(labels, ConvertingParties.labels(2)))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("does not hold the commitment of a to its private data");
      assertThat(vault.pid()).isPositive();
      world.services.forEach(PartyService::close);
      vault.close();

      KeyStore store =
          SessionFolder.all(folder.resolve("keys"), "a", PassphraseSource.none()).get(0).store();
      try (plain;
          labels;
          Party again = Party.resume(store)) {
        assertThat(again.answer(plain.toBytes())).isEqualTo(plainShare);
        assertThat(again.answer(labels, ConvertingParties.labels(1))).isEqualTo(labelled);
      }
    }
  }

  /** The masks are made again in the vault, of what its ledger says, after a restart too. */
  @Test
  void answer_productsThroughProcesses_sameBytesAfterARestartAndFromTheStore() {
    MaskedProduct ofPlain;
    MaskedProduct ofLabels;
    List<byte[]> shares;
    VaultProcess first = start();
    try (TestParties world =
            ConvertingParties.with(
                (plan, name) ->
                    VaultClient.join(folder.resolve("run").resolve(name), plan, name, PATIENT));
        TestKeys keys = TestKeys.of(world.session, world.plan, world.querier);
        Scope scope = Scope.open();
        ConvertingRefresh plain =
            ConvertingParties.request(world, ConvertingParties.PLAIN, 1).build();
        ConvertingRefresh labels =
            ConvertingParties.request(world, ConvertingParties.LABELS, 1)
                .commitments(ConvertingParties.commitments(world))
                .build()) {
      ofPlain =
          ConvertingParties.product(
              world, ConvertingParties.PRODUCT, MaskReference.of(plain), keys);
      ofLabels =
          ConvertingParties.product(
              world, ConvertingParties.OF_LABELS, MaskReference.of(labels), keys);
      PartyService party = world.services.get(0);
      party.acceptKeys(keys.digest());
      assertThatThrownBy(() -> party.answer(ofPlain))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the masked request deviates from the plan");
      party.answer(plain);
      party.answer(labels, ConvertingParties.labels(1));
      shares = List.of(party.answer(ofPlain), party.answer(ofLabels));
      assertThat(party.answer(ofLabels)).isEqualTo(shares.get(1));
      first.close();
      try (VaultProcess second = start()) {
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(party.answer(ofPlain)).isEqualTo(shares.get(0));
        assertThat(party.answer(ofLabels)).isEqualTo(shares.get(1));
        world.services.forEach(PartyService::close);
      }
      KeyStore store =
          SessionFolder.all(folder.resolve("keys"), "a", PassphraseSource.none()).get(0).store();
      try (ofPlain;
          ofLabels;
          Party again = Party.resume(store)) {
        assertThat(again.answer(ofPlain)).isEqualTo(shares.get(0));
        assertThat(again.answer(ofLabels)).isEqualTo(shares.get(1));
      }
    }
  }
}
