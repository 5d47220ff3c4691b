package parley.mhe.party;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * A provider's directory (mode 700) with its key share, its session and its ledger (mode 600). The
 * two files live and die together: a key without its ledger is refused, since an answer that was
 * forgotten might be given again to another request. Files are written to a temporary sibling,
 * synced and renamed. Who restores an old copy of the directory takes the ledger back in time;
 * nothing in the directory can tell. Not thread-safe: the party that owns it locks.
 */
public final class KeyStore {
  private static final String MAGIC = "parley/key-store/1";
  private static final String KEY_FILE = "key";
  private static final String LEDGER_FILE = "ledger";
  private static final int MAC_BYTES = 32;

  private final Path directory;

  private KeyStore(Path directory) {
    this.directory = directory;
  }

  /** What the key file holds; it never leaves this package. */
  record Content(PartyPlan plan, String provider, byte[] session, byte[] key, byte[] share) {}

  /**
   * The store of a provider below a directory of stores; nothing is read or written yet.
   *
   * @param root directory with one directory a provider
   * @param provider the provider's name
   */
  public static KeyStore of(Path root, String provider) {
    return new KeyStore(root.resolve(provider));
  }

  /** Whether a key or a ledger is there. */
  public boolean exists() {
    return Files.exists(directory.resolve(KEY_FILE))
        || Files.exists(directory.resolve(LEDGER_FILE));
  }

  /**
   * Makes the directory and writes the ledger, then the key.
   *
   * @throws KeyException when there is a key already, or the directory cannot be written
   */
  void create(Content content, byte[] ledger) {
    requireEmpty();
    try {
      Files.createDirectories(directory.getParent());
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      restrict();
    } catch (IOException e) {
      throw failed("create", e);
    }
    writeLedger(content.key(), ledger);
    WireWriter out =
        new WireWriter()
            .add(MAGIC)
            .add(content.plan().toBytes())
            .add(content.provider())
            .add(content.session())
            .add(content.key())
            .add(content.share());
    byte[] body = out.toBytes();
    write(KEY_FILE, body, sha256(body));
    Arrays.fill(body, (byte) 0);
  }

  /**
   * Refuses a directory that holds a session.
   *
   * @throws KeyException when it does
   */
  public void requireEmpty() {
    if (exists()) {
      throw new KeyException(
          "cannot create the key store "
              + directory
              + ": it holds a session, expected an empty directory, got a key");
    }
  }

  private void restrict() {
    try {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw failed("restrict", e);
    }
  }

  Content read() {
    byte[] body = readChecked(KEY_FILE, null);
    WireReader in = new WireReader(body, "key store " + directory);
    if (!in.text("magic").equals(MAGIC)) {
      throw in.refuse("it is something else, expected " + MAGIC + ", got other bytes");
    }
    Content content =
        new Content(
            PartyPlan.fromBytes(in.bytes("plan")),
            in.text("provider"),
            in.bytes("session"),
            in.bytes("key", 32),
            in.bytes("share"));
    in.end();
    Arrays.fill(body, (byte) 0);
    return content;
  }

  byte[] readLedger(byte[] key) {
    return readChecked(LEDGER_FILE, key);
  }

  void writeLedger(byte[] key, byte[] ledger) {
    write(LEDGER_FILE, ledger, mac(key, ledger));
  }

  private byte[] readChecked(String name, byte @org.jspecify.annotations.Nullable [] key) {
    Path file = directory.resolve(name);
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new KeyException(
          "cannot open the key store "
              + directory
              + ": the "
              + name
              + " is missing, expected a key with its ledger,"
              + " got one alone or none",
          e);
    } catch (IOException e) {
      throw failed("read", e);
    }
    int length = Math.max(0, all.length - MAC_BYTES);
    byte[] body = Arrays.copyOf(all, length);
    byte[] expected = key == null ? sha256(body) : mac(key, body);
    if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(all, length, all.length))) {
      throw new KeyException(
          "cannot open the key store "
              + directory
              + ": the "
              + name
              + " was altered or is another key's, expected its checksum, got another");
    }
    return body;
  }

  private void write(String name, byte[] body, byte[] check) {
    Path target = directory.resolve(name);
    Path sibling = directory.resolve(name + ".new");
    try {
      Files.deleteIfExists(sibling);
      Files.createFile(
          sibling,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (FileChannel out = FileChannel.open(sibling, StandardOpenOption.WRITE)) {
        writeFully(out, body);
        writeFully(out, check);
        out.force(true);
      }
      Files.move(
          sibling, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
        parent.force(true);
      }
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  private static void writeFully(FileChannel out, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  private KeyException failed(String verb, IOException cause) {
    return new KeyException(
        "cannot "
            + verb
            + " the key store "
            + directory
            + ": "
            + cause.getMessage()
            + ", expected a directory of ours",
        cause);
  }

  private static byte[] sha256(byte[] body) {
    return WireWriter.sha256Digest().digest(body);
  }

  private static byte[] mac(byte[] key, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update("parley/ledger-mac/1".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
