package parley.mhe.party.querier;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.random.SecretAccess;
import parley.mhe.random.Seed;

/**
 * The querier's Ed25519 key pair, derived from its secret: the same each time. Never serialised;
 * thread-safe.
 */
final class QuerierIdentity {
  private final KeyPair keys;

  private QuerierIdentity(KeyPair keys) {
    this.keys = keys;
  }

  static QuerierIdentity of(Seed secret) {
    byte[] seed = secret.derive("parley/querier-identity/1").export(SecretAccess.forKeyStore());
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      OneDraw draw = new OneDraw(seed);
      generator.initialize(NamedParameterSpec.ED25519, draw);
      KeyPair keys = generator.generateKeyPair();
      draw.requireTaken();
      return new QuerierIdentity(keys);
    } catch (GeneralSecurityException e) {
      throw new KeyException("cannot derive the querier's identity: this Java lacks Ed25519", e);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  String fingerprint() {
    return QuerierCredential.fingerprint(keys.getPublic().getEncoded());
  }

  QuerierCredential sign(PublicKey publicKey) {
    byte[] signature = sign(QuerierCredential.message(publicKey.toBytes()));
    return QuerierCredential.signed(publicKey, keys.getPublic().getEncoded(), signature);
  }

  /** A signature over a message that begins with what it is for. */
  byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(keys.getPrivate());
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new KeyException("cannot sign the querier's public key: " + e.getMessage(), e);
    }
  }

  /**
   * Gives the 32 bytes of an Ed25519 private key (RFC 8032, 5.1.5) to a generator: Java has no
   * other way from them to the public key.
   */
  private static final class OneDraw extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final transient byte[] seed;
    private transient int draws;

    OneDraw(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.length) {
        throw unexpected();
      }
      System.arraycopy(seed, 0, bytes, 0, seed.length);
      draws++;
    }

    void requireTaken() {
      if (draws != 1) {
        throw unexpected();
      }
    }

    private KeyException unexpected() {
      return new KeyException(
          "cannot derive the querier's identity: this Java makes Ed25519 keys in another way,"
              + " expected one draw of 32 bytes");
    }
  }
}
