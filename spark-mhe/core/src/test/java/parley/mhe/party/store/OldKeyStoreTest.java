package parley.mhe.party.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.disk.SyncedFiles;
import parley.mhe.party.Party;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;

/**
 * A store that the version before wrote: both rounds of a relinearisation key, acknowledged, and a
 * refresh, whose request lies beside it.
 */
class OldKeyStoreTest {
  @TempDir private Path root;
  private KeyStore store;

  @BeforeEach
  void copy() throws IOException {
    System.setProperty("parley.insecure", "true");
    Path folder = Files.createDirectory(root.resolve("a"), SyncedFiles.mode("rwx------"));
    for (String name : new String[] {"key", "ledger"}) {
      Files.createFile(folder.resolve(name), SyncedFiles.mode("rw-------"));
      Files.write(folder.resolve(name), stored(name));
    }
    store = KeyStore.of(root, "a", PassphraseSource.none());
  }

  private static byte[] stored(String name) throws IOException {
    try (InputStream in = OldKeyStoreTest.class.getResourceAsStream("store-of-version-2/" + name)) {
      return in.readAllBytes();
    }
  }

  /** Requests of one ciphertext that is not opened are as before, but for the version they say. */
  private static byte[] asNow(byte[] request) {
    String bytes = new String(request, StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains("PRLR/1");
    return bytes.replaceFirst("PRLR/1", "PRLR/2").getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void resume_versionTwo_answersAsItDid() throws IOException {
    try (Party party = Party.resume(store)) {
      assertThat(party.ledgerSize()).isEqualTo(3);
      assertThat(StoreInAnotherJvm.hash(party.answer(asNow(stored("refresh")))))
          .isEqualTo("9078d291ec9567f6");
      assertThat(party.ledgerSize()).isEqualTo(3);
    }
    store.changePassphrase(PassphraseSource.none());
    try (Party party = Party.resume(store)) {
      assertThat(party.ledgerSize()).isEqualTo(3);
    }
  }

  /** Its plan is of the version without flooding: the session goes on, none begins under it. */
  @Test
  void join_planOfVersionTwo_refusedByName() {
    try (Party party = Party.resume(store)) {
      PartyPlan old = party.plan();
      assertThat(PartyPlan.fromBytes(old.toBytes()).hash()).isEqualTo(old.hash());
      assertThatThrownBy(() -> Party.join(old, "a"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("cannot join: the plan is of an earlier version")
          .hasMessageContaining("expected version 3, got 2; make the plan again");
    }
  }

  @Test
  void witness_versionTwo_refusedByName() {
    assertThatThrownBy(store::requireWitnesses)
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("it is of version 2, in which no relinearisation key can be made")
        .hasMessageContaining("expected version 3");
  }

  /** The version before left the second mark of a new ledger empty, as an attacker could. */
  @Test
  void resume_versionTwoThatNeverAnswered_refusedWithTheWayOut() throws IOException {
    int slots = LedgerFile.empty("a", new byte[32], new byte[32]).length - 2 * LedgerMark.BYTES;
    SimulatedDisk disk = new SimulatedDisk(LedgerModels.empty());
    disk.write(new byte[LedgerMark.BYTES], slots + (long) LedgerMark.BYTES);
    assertThatThrownBy(() -> LedgerModels.open(disk))
        .hasMessageContaining("one of the ledger's marks is not valid")
        .hasMessageContaining("made by an earlier version and never answered")
        .hasMessageContaining("delete it");
  }
}
