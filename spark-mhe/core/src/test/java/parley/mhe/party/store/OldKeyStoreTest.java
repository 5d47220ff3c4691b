package parley.mhe.party.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.error.ParleyException;
import parley.mhe.disk.SyncedFiles;
import parley.mhe.party.Party;
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

  /** Its plan is of a version whose steps do not say what goes in: no session goes on under it. */
  @Test
  void resume_planOfVersionTwo_refusedWithTheWayOut() {
    assertThatThrownBy(() -> Party.resume(store))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("it is of another version, expected 4, got 2; a session, store")
        .hasMessageContaining("is used with the version that made it, or made anew");
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
