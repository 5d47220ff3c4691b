package parley.mhe.party.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.mhe.disk.FileNames;
import parley.mhe.disk.SyncedFiles;
import parley.mhe.machine.DiskErrors;
import parley.mhe.party.Party;
import parley.mhe.party.ledger.LedgerHead;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.secret.PassphraseWrap;
import parley.mhe.protocol.ProtocolException;

/**
 * A provider's folder (mode 700) with the file {@code key} (its key share, derivation key, session
 * and plan) and the file {@code ledger} (what it answered), mode 600. A random store key encrypts
 * both with AES-256-GCM; a passphrase wraps that key, once per opening, so that an answer costs no
 * derivation and another passphrase leaves the files' content alone.
 *
 * <p>The two files live and die together: one without the other is refused, since an answer that
 * was forgotten might be given again to another request. One live process holds a store at a time.
 * Who restores an older copy of both takes the ledger back in time; nothing in the folder can tell,
 * but an earlier {@link LedgerHead} can. Not thread-safe: the party that owns it locks.
 */
public final class KeyStore implements AutoCloseable {
  static final String KEY_FILE = "key";
  static final String LEDGER_FILE = "ledger";

  private final Path directory;
  private final String provider;
  private final PassphraseSource passphrase;
  private @Nullable StoreLock lock;
  private @Nullable LedgerFile ledger;
  private @Nullable StoreKey storeKey;

  private KeyStore(Path directory, String provider, PassphraseSource passphrase) {
    this.directory = directory;
    this.provider = provider;
    this.passphrase = passphrase;
  }

  /** A store that was opened: what the key file holds, and the ledger's records. */
  public record Opened(StoreContent content, List<byte[]> records) {}

  /**
   * The store of a provider below a directory of stores; nothing is read or written yet.
   *
   * @param root directory with one directory a provider
   * @param provider the provider's name
   * @param passphrase where the passphrase is that protects it, or is to protect it
   */
  public static KeyStore of(Path root, String provider, PassphraseSource passphrase) {
    return new KeyStore(root.resolve(FileNames.of(provider)), provider, passphrase);
  }

  /** A store in a folder that may have been renamed. */
  static KeyStore at(Path directory, String provider, PassphraseSource passphrase) {
    return new KeyStore(directory, provider, passphrase);
  }

  /** The folder. */
  public Path directory() {
    return directory;
  }

  /** The provider's name. */
  public String provider() {
    return provider;
  }

  /**
   * What the key file says in clear; needs no passphrase.
   *
   * @throws KeyException when there is no key file, or it is damaged or another provider's
   */
  public StoreSummary summary() {
    KeyFile file = readFile();
    return new StoreSummary(
        file.provider(),
        HexFormat.of().formatHex(file.session()),
        Instant.ofEpochMilli(file.createdMillis()),
        PassphraseWrap.isProtected(file.wrapped()));
  }

  /**
   * Opens the store, checks all of it, says what its ledger says, and closes it.
   *
   * @throws KeyException as {@link Party#resume}
   */
  public StoreUsage usage() {
    try {
      Opened opened = open();
      opened.content().forget();
      return reading(() -> StoreUsage.of(opened.content().plan(), opened.records()));
    } finally {
      close();
    }
  }

  /** Whether a key or a ledger is there. */
  public boolean exists() {
    return Files.exists(directory.resolve(KEY_FILE))
        || Files.exists(directory.resolve(LEDGER_FILE));
  }

  /**
   * Refuses a directory that holds a session.
   *
   * @throws KeyException when it does
   */
  public void requireEmpty() {
    if (exists()) {
      throw cannot(
          "create", "it holds a session, expected an empty directory, got a key or a ledger", null);
    }
  }

  /**
   * Makes the directory and writes the ledger, then the key; the store is open then.
   *
   * @throws KeyException when there is a key already, or the directory cannot be written
   */
  public void create(StoreContent content) {
    requireEmpty();
    StoreKey fresh = StoreKey.fresh();
    storeKey = fresh;
    boolean own = false;
    try {
      KeyFile file = content.seal(fresh, passphrase, Instant.now().toEpochMilli());
      StoreFiles.makeFolder(directory);
      StoreFiles.restrict(directory);
      takeLock();
      requireEmpty();
      own = true;
      SyncedFiles.write(
          directory.resolve(LEDGER_FILE),
          LedgerFile.empty(provider, file.session(), fresh.forMarks()));
      SyncedFiles.write(directory.resolve(KEY_FILE), file.toBytes());
      ledger = openLedger(file, fresh, new ArrayList<>());
    } catch (IOException e) {
      String expected =
          DiskErrors.isFull(e) ? "room for a key and a ledger" : "a directory of ours";
      throw cannot("create", StoreFiles.reason(e) + ", expected " + expected, e);
    } finally {
      if (ledger == null) {
        if (own) {
          removeQuietly();
        }
        close();
      }
    }
  }

  /**
   * What a creation that failed has left, which nobody could open and which would be in the way.
   */
  private void removeQuietly() {
    try {
      Files.deleteIfExists(directory.resolve(LEDGER_FILE));
      removeFiles();
    } catch (IOException e) {
      System.getLogger(KeyStore.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove the key store " + directory, e);
    }
  }

  /**
   * Checks, while the store is open, that its files are still there and this session's: without
   * them nothing of the session can be used once this process has ended. What they hold is not read
   * again.
   *
   * @throws KeyException when one is missing, or another session's
   */
  public void requireKept(byte[] session) {
    KeyFile file = readFile();
    if (!MessageDigest.isEqual(file.session(), session)) {
      throw refuse("the key is another session's, expected the open one's, got another");
    }
    if (!Files.isRegularFile(directory.resolve(LEDGER_FILE))) {
      throw refuse("the ledger is missing, expected a key with its ledger, got the key alone");
    }
  }

  /**
   * Refuses a store that a live process has open.
   *
   * @throws KeyException when one has, or this cannot be found out
   */
  public void requireUnused() {
    try {
      takeLock();
    } catch (IOException e) {
      throw cannot("lock", StoreFiles.reason(e) + ", expected a directory of ours", e);
    } finally {
      close();
    }
  }

  /**
   * Takes the lock and reads key and ledger.
   *
   * @throws KeyException when either is missing or altered, another session's or provider's, when
   *     the passphrase is wrong, or another process holds the store
   */
  public Opened open() {
    Opened opened = null;
    try {
      opened = reading(this::openAll);
      return opened;
    } finally {
      if (opened == null) {
        close();
      }
    }
  }

  private Opened openAll() throws IOException {
    KeyFile file = readFile();
    requirePresent(LEDGER_FILE);
    takeLock();
    StoreKey key = StoreKey.of(file, passphrase, this::refuse);
    storeKey = key;
    StoreContent content = StoreContent.open(file, key, this::refuse);
    Opened opened = null;
    try {
      List<byte[]> records = new ArrayList<>();
      ledger = openLedger(file, key, records);
      content.requireWitnessed(records, this::refuse);
      opened = new Opened(content, records);
      return opened;
    } finally {
      if (opened == null) {
        content.forget();
      }
    }
  }

  /** The key file's content, without ledger and lock. */
  StoreContent read() {
    return reading(
        () -> {
          KeyFile file = readFile();
          try (StoreKey key = StoreKey.of(file, passphrase, this::refuse)) {
            return StoreContent.open(file, key, this::refuse);
          }
        });
  }

  /** What the key file says in clear. */
  KeyFile readFile() {
    return reading(
        () -> {
          StoreFiles.requireMode(directory, "rwx------", this::refuse);
          requirePresent(KEY_FILE);
          byte[] bytes = Files.readAllBytes(directory.resolve(KEY_FILE));
          KeyFile file = KeyFile.fromBytes(bytes, this::refuse);
          if (!file.provider().equals(provider)) {
            throw refuse(
                "the key is another provider's, expected " + provider + ", got " + file.provider());
          }
          return file;
        });
  }

  private void requirePresent(String name) throws IOException {
    Path file = directory.resolve(name);
    StoreFiles.requireMode(file, "rw-------", this::refuse);
    if (!Files.exists(file)) {
      throw refuse(
          "the "
              + name
              + " is missing, expected a key with its ledger, got one alone or none; without its"
              + " key share nothing that was encrypted in its session can be used any more");
    }
  }

  private LedgerFile openLedger(KeyFile file, StoreKey key, List<byte[]> records)
      throws IOException {
    return LedgerFile.open(
        directory.resolve(LEDGER_FILE),
        file,
        key.forRecords(),
        key.forMarks(),
        records,
        this::refuse);
  }

  /**
   * Appends a record to the ledger; it is on the disk when this returns.
   *
   * @param undone what is not done where this fails, for its message
   * @throws KeyException when it cannot be written; the answer must not leave
   */
  public void append(byte[] record, String undone) {
    LedgerFile open = ledger;
    if (open == null) {
      throw new IllegalStateException("cannot write to the key store " + directory + ": not open");
    }
    try {
      open.append(record);
    } catch (IOException e) {
      throw cannot("write", StoreFiles.reason(e) + ", expected room for its ledger; " + undone, e);
    }
  }

  /**
   * Refuses a store that cannot witness answers.
   *
   * @throws KeyException when it was made by a version before
   */
  public void requireWitnesses() {
    int version = readFile().version();
    if (version == KeyFile.WITHOUT_WITNESSES) {
      throw cannot(
          "write",
          "it is of version "
              + version
              + ", in which no relinearisation key can be made any more, expected version "
              + KeyFile.VERSION
              + " (start the training anew, with a new store)",
          null);
    }
  }

  /**
   * Notes in the key file that a request was answered, beside the ledger, which must have the
   * answer then for as long as the store lives: for an answer that must not be forgotten even where
   * the ledger alone is put back. It is on the disk when this returns.
   *
   * @throws KeyException when it cannot be written; the answer must not leave
   */
  public void witness(byte[] requestId) {
    StoreKey key = storeKey;
    if (key == null) {
      throw new IllegalStateException("cannot write to the key store " + directory + ": not open");
    }
    KeyFile file = readFile();
    StoreContent content = StoreContent.open(file, key, this::refuse);
    try {
      if (!content.witnesses(requestId)) {
        SyncedFiles.write(
            directory.resolve(KEY_FILE), content.sealWith(requestId, file, key).toBytes());
      }
    } catch (IOException e) {
      throw cannot(
          "write",
          StoreFiles.reason(e) + ", expected room for its key file; the answer did not leave",
          e);
    } finally {
      content.forget();
    }
  }

  /**
   * Puts the store under another passphrase. Key and ledger stay as they are: the old passphrase
   * still opens an old copy of the key file.
   *
   * @param next where the new passphrase is
   * @throws KeyException when the store cannot be opened with the old one or is in use
   */
  public void changePassphrase(PassphraseSource next) {
    try {
      KeyFile file = readFile();
      takeLock();
      try (StoreKey key = StoreKey.of(file, passphrase, this::refuse)) {
        byte[] again = key.wrap(file.context(), next);
        SyncedFiles.write(directory.resolve(KEY_FILE), file.rewrapped(again).toBytes());
      }
    } catch (IOException e) {
      throw cannot("write", StoreFiles.reason(e) + ", expected a directory of ours", e);
    } finally {
      close();
    }
  }

  /**
   * Removes the store, the key first; needs no passphrase. What a file system keeps of removed
   * files (snapshots, journals, blocks of a solid-state disk) is still under the passphrase.
   *
   * @throws KeyException when another process holds it, or it cannot be removed
   */
  public void delete() {
    try {
      if (!exists()) {
        throw refuse("there is none, expected a key or a ledger, got neither");
      }
      takeLock();
      removeFiles();
    } catch (IOException e) {
      throw cannot(
          "delete", StoreFiles.reason(e) + ", expected a directory with nothing else in it", e);
    } finally {
      close();
    }
  }

  /** Removes key, ledger and folder, whoever has them open. */
  void removeFiles() throws IOException {
    for (String name : List.of(KEY_FILE, KEY_FILE + ".new", LEDGER_FILE, "ledger.new", "lock")) {
      Files.deleteIfExists(directory.resolve(name));
      SyncedFiles.sync(directory);
    }
    Files.delete(directory);
  }

  private void takeLock() throws IOException {
    StoreLock.Attempt attempt = StoreLock.attempt(directory);
    lock = attempt.lock();
    if (lock == null) {
      throw refuse("it is in use, expected no other party on it, got one in " + attempt.holder());
    }
  }

  private interface Reading<T> {
    T run() throws IOException;
  }

  private <T> T reading(Reading<T> reading) {
    try {
      return reading.run();
    } catch (IOException e) {
      throw cannot("open", StoreFiles.reason(e) + ", expected a directory of ours", e);
    } catch (ProtocolException e) {
      throw cannot("open", "it was altered or cut short (" + e.getMessage() + ")", e);
    }
  }

  private KeyException refuse(String reason) {
    return cannot("open", reason, null);
  }

  private KeyException cannot(String verb, String reason, @Nullable Throwable cause) {
    return new KeyException(
        "cannot " + verb + " the key store " + directory + " of " + provider + ": " + reason,
        cause);
  }

  /** Gives the lock back; idempotent. The files stay. */
  @Override
  public void close() {
    LedgerFile open = ledger;
    StoreLock held = lock;
    StoreKey key = storeKey;
    if (key != null) {
      key.close();
    }
    storeKey = null;
    ledger = null;
    lock = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the key store " + directory, e);
    } finally {
      if (held != null) {
        held.close();
      }
    }
  }
}
