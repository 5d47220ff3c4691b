package parley.mhe.masking;

import java.util.List;
import java.util.SortedMap;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.protocol.WireWriter;

/**
 * A plan, and the id that binds it to nonces of all providers, so that no two sessions share a
 * mask. Immutable, thread-safe.
 */
public final class MaskSession {
  /** Bytes of a nonce. */
  public static final int NONCE_BYTES = 32;

  private final MaskingPlan plan;
  private final byte[] id;

  private MaskSession(MaskingPlan plan, byte[] id) {
    this.plan = plan;
    this.id = id;
  }

  /**
   * The session of these nonces.
   *
   * @throws ProtocolException when they are not of the plan's providers, or too short
   */
  public static MaskSession open(MaskingPlan plan, SortedMap<String, byte[]> nonces) {
    if (!List.copyOf(nonces.keySet()).equals(plan.providers())) {
      throw new ProtocolException(
          "cannot begin masked sums: other providers, expected "
              + plan.providers()
              + ", got "
              + nonces.keySet());
    }
    WireWriter list = new WireWriter().add("parley/mask-session/1").add(plan.hash());
    nonces.forEach(
        (provider, nonce) -> {
          if (nonce.length != NONCE_BYTES) {
            throw new ProtocolException(
                "cannot begin masked sums: the nonce of "
                    + provider
                    + " has the wrong length, expected "
                    + NONCE_BYTES
                    + " bytes, got "
                    + nonce.length);
          }
          list.add(provider).add(nonce);
        });
    return new MaskSession(plan, list.sha256());
  }

  /** The plan. */
  public MaskingPlan plan() {
    return plan;
  }

  /** The id, 32 bytes, a copy. */
  public byte[] id() {
    return id.clone();
  }
}
