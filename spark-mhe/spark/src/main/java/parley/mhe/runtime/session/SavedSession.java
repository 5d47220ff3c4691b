package parley.mhe.runtime.session;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.PublicKey;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What is public of a session and saved with its model: plan, nonces, fingerprint of the querier's
 * key, and the session's public keys. With it and the providers' key stores a later application
 * goes on with the same session. Immutable, thread-safe; it holds bytes and no secret.
 */
public final class SavedSession {
  private static final String MAGIC = "parley/saved-session/1";

  private final PartyPlan plan;
  private final SortedMap<String, byte[]> nonces;
  private final byte[] querierKeyFingerprint;
  private final byte[] keys;

  public SavedSession(
      PartyPlan plan, SortedMap<String, byte[]> nonces, byte[] querierKeyFingerprint, byte[] keys) {
    this.plan = plan;
    this.nonces = Collections.unmodifiableSortedMap(new TreeMap<>(nonces));
    this.querierKeyFingerprint = querierKeyFingerprint.clone();
    this.keys = keys;
  }

  /** The plan that the providers accepted. */
  public PartyPlan plan() {
    return plan;
  }

  /** Fingerprint of the only key that results are switched to, a copy. */
  public byte[] querierKeyFingerprint() {
    return querierKeyFingerprint.clone();
  }

  /**
   * The collective public key, for whoever encrypts to it without the providers; the caller closes
   * it. Nothing but the place where this was saved vouches for it.
   *
   * @param context of the plan's parameters
   * @throws parley.error.ParleyException when the keys are damaged, or of other parameters
   */
  public PublicKey publicKey(CkksContext context) {
    return SessionKeys.publicKey(context, keys);
  }

  public SortedMap<String, byte[]> nonces() {
    return nonces;
  }

  public byte[] keys() {
    return keys;
  }

  /** The wire form. */
  public byte[] toBytes() {
    WireWriter out =
        new WireWriter()
            .add(MAGIC)
            .add(plan.toBytes())
            .add(querierKeyFingerprint)
            .add(nonces.size());
    nonces.forEach((provider, nonce) -> out.add(provider).add(nonce));
    return out.add(keys).toBytes();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws parley.error.ParleyException when it is cut off or something else
   */
  public static SavedSession fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "saved session");
    String magic = in.text("magic");
    if (!magic.equals(MAGIC)) {
      throw in.refuse("it is something else, expected " + MAGIC + ", got other bytes");
    }
    PartyPlan plan = PartyPlan.fromBytes(in.bytes("plan"));
    byte[] fingerprint = in.bytes("querier's key", 32);
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    for (int i = in.integer("providers", 2, 1 << 16); i > 0; i--) {
      nonces.put(in.text("provider"), in.bytes("nonce", 32));
    }
    byte[] keys = in.bytes("keys");
    in.end();
    return new SavedSession(plan, nonces, fingerprint, keys);
  }
}
