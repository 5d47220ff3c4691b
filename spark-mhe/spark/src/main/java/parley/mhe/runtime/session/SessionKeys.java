package parley.mhe.runtime.session;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * The public keys of a session, made by all providers together, and the context they belong to.
 * Immutable and thread-safe; {@link #close} frees the keys.
 */
public final class SessionKeys implements AutoCloseable {
  private static final String MAGIC = "parley/session-keys/1";

  private final CkksContext context;
  private final PublicKey publicKey;
  private final @Nullable SwitchingKey relinearisationKey;
  private final TreeMap<Integer, SwitchingKey> rotationKeys;
  private @Nullable KeysDigest digest;

  public SessionKeys(
      CkksContext context,
      PublicKey publicKey,
      @Nullable SwitchingKey relinearisationKey,
      Map<Integer, SwitchingKey> rotationKeys) {
    this.context = context;
    this.publicKey = publicKey;
    this.relinearisationKey = relinearisationKey;
    this.rotationKeys = new TreeMap<>(rotationKeys);
  }

  /** The CKKS context. */
  public CkksContext context() {
    return context;
  }

  /** The key that everything is encrypted to; no one holds its secret. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /**
   * The relinearisation key.
   *
   * @throws ParleyException when the plan did not ask for one
   */
  public SwitchingKey relinearisationKey() {
    if (relinearisationKey == null) {
      throw new ParleyException(
          "cannot relinearise: the plan made no key for it, expected relinearisationKey() in the"
              + " plan, got none");
    }
    return relinearisationKey;
  }

  /** The rotation keys that the plan asked for. */
  public RotationKeys rotationKeys() {
    return RotationKeys.of(rotationKeys);
  }

  /** What a party has to know of these keys; computed once. */
  public synchronized KeysDigest digest() {
    KeysDigest known = digest;
    if (known == null) {
      known = KeysDigest.of(publicKey, relinearisationKey, rotationKeys);
      digest = known;
    }
    return known;
  }

  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(MAGIC).add(publicKey.toBytes());
    out.add(relinearisationKey == null ? new byte[0] : relinearisationKey.toBytes());
    out.add(rotationKeys.size());
    rotationKeys.forEach((element, key) -> out.add(element).add(key.toBytes()));
    return out.toBytes();
  }

  /** The collective public key alone, which the caller closes. */
  static PublicKey publicKey(CkksContext context, byte[] bytes) {
    return PublicKey.fromBytes(context, reader(bytes).bytes("public key"));
  }

  private static WireReader reader(byte[] bytes) {
    WireReader in = new WireReader(bytes, "session keys");
    String magic = in.text("magic");
    if (!magic.equals(MAGIC)) {
      throw in.refuse("they are something else, expected " + MAGIC + ", got other bytes");
    }
    return in;
  }

  public static SessionKeys fromBytes(CkksContext context, byte[] bytes) {
    WireReader in = reader(bytes);
    PublicKey publicKey = PublicKey.fromBytes(context, in.bytes("public key"));
    byte[] relinearisation = in.bytes("relinearisation key");
    SwitchingKey relinearisationKey =
        relinearisation.length == 0 ? null : SwitchingKey.fromBytes(context, relinearisation);
    TreeMap<Integer, SwitchingKey> rotations = new TreeMap<>();
    for (int i = in.integer("rotation keys", 0, 1 << 16); i > 0; i--) {
      rotations.put(
          in.integer("Galois element"), SwitchingKey.fromBytes(context, in.bytes("rotation key")));
    }
    in.end();
    return new SessionKeys(context, publicKey, relinearisationKey, rotations);
  }

  /** Frees the keys, not the context; idempotent. */
  @Override
  public void close() {
    publicKey.close();
    if (relinearisationKey != null) {
      relinearisationKey.close();
    }
    rotationKeys.values().forEach(SwitchingKey::close);
  }
}
