package parley.mhe.party.querier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.secret.KeyException;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What a querier gives to whoever trains and predicts for it: its public key for the parameters of
 * one plan, and its Ed25519 signature over key and plan. No secret is in it: what is switched to
 * this key is opened where the {@link QuerierKey} is.
 *
 * <p>As a file: magic, parameters, digest of the plan, credential, signature over all that. The
 * signature tells damage and a changed plan; whose key it is only the fingerprint tells, by which
 * providers' policies name queriers. Immutable, thread-safe.
 */
public final class QuerierPublicKey {
  private static final String MAGIC = "parley/querier-public-key/1";
  private static final byte[] START = new WireWriter().add(MAGIC).toBytes();
  private static final int DIGEST = 32;

  private final CkksParameters parameters;
  private final byte[] plan;
  private final QuerierCredential credential;
  private final byte[] signature;
  private final String fingerprint;

  private QuerierPublicKey(
      CkksParameters parameters,
      byte[] plan,
      QuerierCredential credential,
      byte[] signature,
      String fingerprint) {
    this.parameters = parameters;
    this.plan = plan.clone();
    this.credential = credential;
    this.signature = signature.clone();
    this.fingerprint = fingerprint;
  }

  static QuerierPublicKey signed(
      QuerierIdentity identity,
      CkksParameters parameters,
      byte[] plan,
      QuerierCredential credential) {
    if (plan.length != DIGEST) {
      throw new IllegalArgumentException(
          "cannot sign a public key: expected a digest of 32 bytes, got " + plan.length);
    }
    byte[] signature = identity.sign(message(parameters, plan, credential));
    return new QuerierPublicKey(parameters, plan, credential, signature, identity.fingerprint());
  }

  private static byte[] message(
      CkksParameters parameters, byte[] plan, QuerierCredential credential) {
    byte[] key = WireWriter.sha256Digest().digest(credential.toBytes());
    return new WireWriter().add(MAGIC).add(parameters.toBytes()).add(plan).add(key).toBytes();
  }

  /** The parameters that the key is for. */
  public CkksParameters parameters() {
    return parameters;
  }

  /** Who the querier is, as its key file's owner prints it. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The public key, signed, as providers get it. */
  public QuerierCredential credential() {
    return credential;
  }

  /**
   * Refuses to be used with another plan than the one it was made for.
   *
   * @param digest the other plan's, 32 bytes
   * @throws KeyException when it is another
   */
  public void requirePlan(byte[] digest) {
    if (!MessageDigest.isEqual(plan, digest)) {
      throw new KeyException(
          "cannot use the querier's public key: it was made for another plan, expected "
              + HexFormat.of().formatHex(digest)
              + ", got "
              + HexFormat.of().formatHex(plan));
    }
  }

  /**
   * The public key in a context of its parameters; the caller closes it.
   *
   * @throws KeyException when the context has others
   */
  public PublicKey open(CkksContext context) {
    if (!context.parameters().equals(parameters)) {
      throw new KeyException(
          "cannot use the querier's public key: it is for other parameters, expected "
              + context.parameters()
              + ", got "
              + parameters);
    }
    return PublicKey.fromBytes(context, credential.publicKey());
  }

  /** The file's content. */
  public byte[] toBytes() {
    return new WireWriter()
        .add(MAGIC)
        .add(parameters.toBytes())
        .add(plan)
        .add(credential.toBytes())
        .add(signature)
        .toBytes();
  }

  /**
   * Reads a file and checks its signatures.
   *
   * @throws KeyException if it is missing, cut short, altered, or something else
   */
  public static QuerierPublicKey read(Path file) {
    try {
      return fromBytes(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw refuse(file.toString(), "there is no such file", e);
    } catch (IOException e) {
      throw refuse(file.toString(), String.valueOf(e.getMessage()), e);
    }
  }

  private static QuerierPublicKey fromBytes(String name, byte[] bytes) {
    if (bytes.length < START.length || !Arrays.equals(START, Arrays.copyOf(bytes, START.length))) {
      throw refuse(
          name,
          "it is not what parley keygen --public-for writes in this version, expected "
              + MAGIC
              + ", got other bytes",
          null);
    }
    try {
      WireReader in = new WireReader(bytes, "querier's public key");
      in.text("magic");
      CkksParameters parameters = CkksParameters.fromBytes(in.bytes("parameters"));
      byte[] plan = in.bytes("plan", DIGEST);
      QuerierCredential credential = QuerierCredential.fromBytes(in.bytes("credential"));
      byte[] signature = in.bytes("signature");
      in.end();
      String fingerprint = credential.querier().orElse("");
      if (!credential.signed(message(parameters, plan, credential), signature)) {
        throw in.refuse("its signature does not fit");
      }
      return new QuerierPublicKey(parameters, plan, credential, signature, fingerprint);
    } catch (ParleyException e) {
      throw refuse(name, "it was altered or cut short: " + e.getMessage(), e);
    }
  }

  private static KeyException refuse(String name, String reason, @Nullable Throwable cause) {
    return new KeyException("cannot read the querier's public key " + name + ": " + reason, cause);
  }

  @Override
  public String toString() {
    return "QuerierPublicKey[" + fingerprint + ", " + parameters + "]";
  }
}
