package parley.mhe.masking;

import java.util.Arrays;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/**
 * A provider's key pair for one purpose: X25519 (RFC 7748) and, where the exchange is hybrid,
 * ML-KEM-768 (FIPS 203), both determined by one seed. Who has the seed has both. Immutable,
 * thread-safe; never serialised.
 */
final class MaskKeys {
  /** Bytes of a ciphertext that carries a secret of ML-KEM-768. */
  static final int CIPHERTEXT_BYTES = 1088;

  private static final int POINT_BYTES = X25519.POINT_SIZE;
  private static final int KEM_KEY_BYTES = 1184;
  private static final MLKEMParameters KEM = MLKEMParameters.ml_kem_768;

  private final byte[] scalar;
  private final byte[] publicKey;
  private final Seed seed;
  private final @Nullable MLKEMPrivateKeyParameters kem;

  private MaskKeys(
      byte[] scalar, byte[] publicKey, Seed seed, @Nullable MLKEMPrivateKeyParameters kem) {
    this.scalar = scalar;
    this.publicKey = publicKey;
    this.seed = seed;
    this.kem = kem;
  }

  /** The keys of a seed. */
  static MaskKeys of(Seed seed, KeyExchange exchange) {
    byte[] scalar = bytes(seed.derive("parley/mask/x25519/1"));
    byte[] point = new byte[POINT_BYTES];
    X25519.generatePublicKey(scalar, 0, point, 0);
    if (exchange == KeyExchange.X25519) {
      return new MaskKeys(scalar, point, seed, null);
    }
    byte[] both = Arrays.copyOf(bytes(seed.derive("parley/mask/ml-kem/d/1")), 2 * Seed.BYTES);
    System.arraycopy(bytes(seed.derive("parley/mask/ml-kem/z/1")), 0, both, Seed.BYTES, Seed.BYTES);
    MLKEMPrivateKeyParameters kem = new MLKEMPrivateKeyParameters(KEM, both);
    byte[] all = Arrays.copyOf(point, POINT_BYTES + KEM_KEY_BYTES);
    System.arraycopy(kem.getPublicKey(), 0, all, POINT_BYTES, KEM_KEY_BYTES);
    return new MaskKeys(scalar, all, seed, kem);
  }

  /** Bytes of a public key. */
  static int publicKeyBytes(KeyExchange exchange) {
    return exchange == KeyExchange.X25519 ? POINT_BYTES : POINT_BYTES + KEM_KEY_BYTES;
  }

  /** The public key, a copy: the X25519 point, then the ML-KEM key. */
  byte[] publicKey() {
    return publicKey.clone();
  }

  /** A secret for another's key, and what that one opens it from. */
  record Sent(byte[] secret, byte[] ciphertext) {}

  /**
   * A secret that the other gets by {@link #receive}; the same for the same context.
   *
   * @param context names the use, once
   */
  Sent send(byte[] otherKey, byte[] context) {
    byte[] agreed = agree(otherKey);
    if (kem == null) {
      return new Sent(agreed, new byte[0]);
    }
    byte[] randomness = bytes(seed.derive("parley/mask/ml-kem/m/1", context));
    SecretWithEncapsulation sent = encapsulate(otherKey, randomness);
    return new Sent(joined(agreed, sent.getSecret()), sent.getEncapsulation());
  }

  /** The secret that another has sent. */
  byte[] receive(byte[] otherKey, byte[] ciphertext) {
    byte[] agreed = agree(otherKey);
    if (ciphertext.length != (kem == null ? 0 : CIPHERTEXT_BYTES)) {
      throw new ProtocolException(
          "cannot agree on a secret: wrong length of a ciphertext, expected "
              + (kem == null ? 0 : CIPHERTEXT_BYTES)
              + " bytes, got "
              + ciphertext.length);
    }
    return kem == null ? agreed : joined(agreed, new MLKEMExtractor(kem).extractSecret(ciphertext));
  }

  private byte[] agree(byte[] otherKey) {
    if (otherKey.length != publicKey.length) {
      throw new ProtocolException(
          "cannot agree on a secret: wrong length of a public key, expected "
              + publicKey.length
              + " bytes, got "
              + otherKey.length);
    }
    byte[] agreed = new byte[POINT_BYTES];
    if (!X25519.calculateAgreement(scalar, 0, otherKey, 0, agreed, 0)) {
      throw new ProtocolException(
          "cannot agree on a secret: the other's key is of small order, expected a random one");
    }
    return agreed;
  }

  private static SecretWithEncapsulation encapsulate(byte[] otherKey, byte[] randomness) {
    try {
      byte[] key = Arrays.copyOfRange(otherKey, POINT_BYTES, otherKey.length);
      return MLKEMGenerator.internalGenerateEncapsulated(
          new MLKEMPublicKeyParameters(KEM, key), randomness);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(
          "cannot agree on a secret: the other's key is none of ML-KEM-768, expected one", e);
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] bytes(Seed seed) {
    return seed.export(SecretAccess.forKeyStore());
  }

  /** Says only what it is. */
  @Override
  public String toString() {
    return "MaskKeys[not shown]";
  }
}
