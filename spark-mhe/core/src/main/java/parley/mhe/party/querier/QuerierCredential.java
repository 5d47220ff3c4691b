package parley.mhe.party.querier;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * A querier's public key for one set of parameters, and who the querier is: an Ed25519 signature
 * over the public key (<a href="https://www.rfc-editor.org/rfc/rfc8032">RFC 8032</a>). A provider
 * knows a querier by the fingerprint of the signing key, which is one for all parameters. Whoever
 * relays a credential gains nothing: results are switched to the key in it. Immutable, thread-safe.
 */
public final class QuerierCredential {
  private static final String MAGIC = "parley/querier-credential/1";
  private static final byte[] START = new WireWriter().add(MAGIC).toBytes();

  private final byte[] publicKey;
  private final @Nullable Signed signed;

  /** The signing key in X.509 form, and its signature. */
  private record Signed(byte[] identity, byte[] signature) {}

  private QuerierCredential(byte[] publicKey, @Nullable Signed signed) {
    this.publicKey = publicKey;
    this.signed = signed;
  }

  /** A key of which nobody says whose it is. */
  static QuerierCredential unsigned(byte[] publicKey) {
    return new QuerierCredential(publicKey.clone(), null);
  }

  static QuerierCredential signed(PublicKey key, byte[] identity, byte[] signature) {
    return new QuerierCredential(key.toBytes(), new Signed(identity, signature));
  }

  /** What is signed. */
  static byte[] message(byte[] publicKey) {
    byte[] fingerprint = WireWriter.sha256Digest().digest(publicKey);
    return new WireWriter().add(MAGIC).add(fingerprint).toBytes();
  }

  /** Fingerprint of a signing key in X.509 form. */
  static String fingerprint(byte[] identity) {
    return HexFormat.of().formatHex(WireWriter.sha256Digest().digest(identity));
  }

  /** Wire form of the public key, a copy. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /**
   * The querier's fingerprint in hex; empty when nobody signed.
   *
   * @throws KeyException when the signature does not fit the public key
   */
  public Optional<String> querier() {
    if (signed == null) {
      return Optional.empty();
    }
    try {
      if (verify(signed.identity, message(publicKey), signed.signature)) {
        return Optional.of(fingerprint(signed.identity));
      }
    } catch (GeneralSecurityException e) {
      throw refused(e);
    }
    throw refused(null);
  }

  /** Whether the querier that signed the public key signed this message too. */
  boolean signed(byte[] message, byte[] signature) {
    try {
      return signed != null && verify(signed.identity, message, signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean verify(byte[] identity, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(factory.generatePublic(new X509EncodedKeySpec(identity)));
    verifier.update(message);
    return verifier.verify(signature);
  }

  private static KeyException refused(@Nullable Throwable cause) {
    return new KeyException(
        "cannot tell the querier: the signature does not fit the public key, expected the querier's"
            + " own, got another",
        cause);
  }

  /** The wire form: that of the public key alone where nobody signed. */
  public byte[] toBytes() {
    if (signed == null) {
      return publicKey.clone();
    }
    return new WireWriter()
        .add(MAGIC)
        .add(publicKey)
        .add(signed.identity)
        .add(signed.signature)
        .toBytes();
  }

  /**
   * Reads {@link #toBytes}; the signature is looked at by {@link #querier}.
   *
   * @throws parley.error.ParleyException when it is cut off
   */
  public static QuerierCredential fromBytes(byte[] bytes) {
    if (bytes.length < START.length || !Arrays.equals(START, Arrays.copyOf(bytes, START.length))) {
      return unsigned(bytes);
    }
    WireReader in = new WireReader(bytes, "querier's credential");
    in.text("magic");
    byte[] publicKey = in.bytes("public key");
    Signed signed = new Signed(in.bytes("identity"), in.bytes("signature"));
    in.end();
    return new QuerierCredential(publicKey, signed);
  }
}
