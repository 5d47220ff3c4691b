package parley.mhe.party;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.SecretAccess;
import parley.mhe.random.Seed;

/**
 * What a querier keeps: 32 secret bytes, from which its key pair for any parameters is derived. So
 * a key can be made before the parameters of a training are chosen, and one key serves several.
 *
 * <p>As a file: 8 bytes of magic, a version, the secret, and 8 bytes of SHA-256 over all that.
 * Immutable, so safe for use by several threads.
 */
public final class QuerierKey {
  private static final long MAGIC = 0x5052_4c59_514b_4559L; // "PRLYQKEY"
  private static final int VERSION = 1;
  private static final int CHECKED = Long.BYTES + Integer.BYTES + Seed.BYTES;
  private static final int CHECKSUM = 8;

  private final Seed seed;

  private QuerierKey(Seed seed) {
    this.seed = seed;
  }

  /** A key from the operating system's randomness. */
  public static QuerierKey generate() {
    return new QuerierKey(Seed.fresh());
  }

  /**
   * Reads a key file.
   *
   * @throws KeyException if it is missing, cut short, altered, or something else
   */
  public static QuerierKey read(Path file) {
    try {
      return fromBytes(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new KeyException("cannot read querier key " + file + ": there is no such file", e);
    } catch (IOException e) {
      throw new KeyException("cannot read querier key " + file + ": " + e.getMessage(), e);
    }
  }

  private static QuerierKey fromBytes(String name, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < Long.BYTES || in.getLong() != MAGIC) {
      throw new KeyException(
          "cannot read querier key " + name + ": it is not a key file of parley keygen");
    }
    if (bytes.length != CHECKED + CHECKSUM) {
      throw new KeyException(
          "cannot read querier key %s: it is damaged, expected %d bytes, got %d"
              .formatted(name, CHECKED + CHECKSUM, bytes.length));
    }
    int version = in.getInt();
    if (version != VERSION) {
      throw new KeyException(
          "cannot read querier key %s: expected version %d, got %d"
              .formatted(name, VERSION, version));
    }
    byte[] secret = new byte[Seed.BYTES];
    in.get(secret);
    byte[] stated = new byte[CHECKSUM];
    in.get(stated);
    if (!Arrays.equals(stated, checksum(Arrays.copyOf(bytes, CHECKED)))) {
      throw new KeyException(
          "cannot read querier key " + name + ": it was altered, its checksum does not fit");
    }
    Seed seed = Seed.of(secret);
    Arrays.fill(secret, (byte) 0);
    return new QuerierKey(seed);
  }

  /** The file's content, for its owner's eyes only. */
  public byte[] export(SecretAccess token) {
    byte[] secret = seed.export(token);
    byte[] checked =
        ByteBuffer.allocate(CHECKED).putLong(MAGIC).putInt(VERSION).put(secret).array();
    Arrays.fill(secret, (byte) 0);
    return ByteBuffer.allocate(CHECKED + CHECKSUM).put(checked).put(checksum(checked)).array();
  }

  /** The key pair for these parameters: the same each time. The caller closes it. */
  public KeyPair open(CkksContext context) {
    return KeyPair.generate(context, seed.derive("parley/querier-key/1", context.fingerprint()));
  }

  /** Who the querier is: SHA-256 of its signing key in hex, for the providers' policies. */
  public String fingerprint() {
    return QuerierIdentity.of(seed).fingerprint();
  }

  /**
   * Signs one of this key's public keys, so that providers can tell whose it is.
   *
   * @param publicKey of a key pair that {@link #open} gave
   */
  public QuerierCredential credential(PublicKey publicKey) {
    return QuerierIdentity.of(seed).sign(publicKey);
  }

  /** Says only what it is. */
  @Override
  public String toString() {
    return "QuerierKey[not shown]";
  }

  private static byte[] checksum(byte[] content) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(content), CHECKSUM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot check the key: the JDK lacks SHA-256", e);
    }
  }
}
