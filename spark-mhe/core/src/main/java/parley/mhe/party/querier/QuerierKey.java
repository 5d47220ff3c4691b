package parley.mhe.party.querier;

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
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.secret.PassphraseWrap;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/**
 * What a querier keeps: 32 secret bytes, from which its key pair for any parameters is derived. So
 * a key can be made before the parameters of a training are chosen, and one key serves several.
 *
 * <p>As a file: 8 bytes of magic, a version, the secret, and 8 bytes of SHA-256 over all that. In
 * version 1 the secret stands in clear, in version 2 it is encrypted under a passphrase. Immutable,
 * so safe for use by several threads.
 */
public final class QuerierKey {
  private static final long MAGIC = 0x5052_4c59_514b_4559L; // "PRLYQKEY"
  private static final int IN_CLEAR = 1;
  private static final int UNDER_PASSPHRASE = 2;
  private static final int HEADER = Long.BYTES + Integer.BYTES;
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
   * @param passphrase where its passphrase is; none if it has none
   * @throws KeyException if it is missing, cut short, altered, or something else, or the passphrase
   *     is wrong
   */
  public static QuerierKey read(Path file, PassphraseSource passphrase) {
    try {
      return fromBytes(file.toString(), Files.readAllBytes(file), passphrase);
    } catch (NoSuchFileException e) {
      throw new KeyException("cannot read querier key " + file + ": there is no such file", e);
    } catch (IOException e) {
      throw new KeyException("cannot read querier key " + file + ": " + e.getMessage(), e);
    } catch (ProtocolException e) {
      throw new KeyException("cannot read querier key " + file + ": it was altered", e);
    }
  }

  private static QuerierKey fromBytes(String name, byte[] bytes, PassphraseSource passphrase) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < Long.BYTES || in.getLong() != MAGIC) {
      throw refuse(name, "it is not a key file of parley keygen");
    } else if (bytes.length < HEADER + CHECKSUM) {
      throw refuse(name, "it is damaged: it was cut short");
    }
    int version = in.getInt();
    if (version != IN_CLEAR && version != UNDER_PASSPHRASE) {
      throw refuse(
          name, "expected version %d or %d, got %d".formatted(IN_CLEAR, UNDER_PASSPHRASE, version));
    }
    byte[] body = new byte[bytes.length - HEADER - CHECKSUM];
    in.get(body);
    byte[] stated = new byte[CHECKSUM];
    in.get(stated);
    if (!Arrays.equals(stated, checksum(Arrays.copyOf(bytes, bytes.length - CHECKSUM)))) {
      throw refuse(name, "it was altered or cut short, its checksum does not fit");
    }
    if (version == IN_CLEAR) {
      body = PassphraseWrap.inClear(body);
    }
    byte[] secret =
        PassphraseWrap.unwrap(
            body, header(UNDER_PASSPHRASE), passphrase, reason -> refuse(name, reason));
    Seed seed = Seed.of(secret);
    Arrays.fill(secret, (byte) 0);
    return new QuerierKey(seed);
  }

  private static byte[] header(int version) {
    return ByteBuffer.allocate(HEADER).putLong(MAGIC).putInt(version).array();
  }

  private static KeyException refuse(String name, String reason) {
    return new KeyException("cannot read querier key " + name + ": " + reason);
  }

  /**
   * The file's content, for its owner's eyes only.
   *
   * @param passphrase where the passphrase is that is to protect it; none for a file in clear
   * @throws KeyException when the passphrase is not there or too short
   */
  public byte[] export(SecretAccess token, PassphraseSource passphrase) {
    byte[] secret = seed.export(token);
    byte[] body = secret;
    int version = IN_CLEAR;
    if (passphrase.isPresent()) {
      version = UNDER_PASSPHRASE;
      body = PassphraseWrap.wrap(secret, header(version), passphrase);
    }
    byte[] checked =
        ByteBuffer.allocate(HEADER + body.length).put(header(version)).put(body).array();
    Arrays.fill(secret, (byte) 0);
    return ByteBuffer.allocate(checked.length + CHECKSUM)
        .put(checked)
        .put(checksum(checked))
        .array();
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

  /**
   * What a process without this key needs to work for its owner.
   *
   * @param context an open context of the plan's parameters
   * @param plan digest of the plan that the public key is for, 32 bytes
   */
  public QuerierPublicKey publicFor(CkksContext context, byte[] plan) {
    try (KeyPair pair = open(context)) {
      QuerierIdentity identity = QuerierIdentity.of(seed);
      return QuerierPublicKey.signed(
          identity, context.parameters(), plan, identity.sign(pair.publicKey()));
    }
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
