package parley.mhe.masking;

import parley.mhe.protocol.Place;
import parley.mhe.protocol.WireWriter;
import parley.mhe.random.Seed;

/**
 * A provider's secrets: all of them come from one key, so that a request that is repeated gets the
 * same bytes. Never serialised. Thread-safe until the key is destroyed.
 */
public final class MaskSecrets {
  private final String provider;
  private final Seed key;

  /**
   * @param key stays the caller's; of this session alone
   */
  public MaskSecrets(String provider, Seed key) {
    this.provider = provider;
    this.key = key;
  }

  /** Whose they are. */
  public String provider() {
    return provider;
  }

  /** Gives the keys of what others seal for it. Never told, and never from the masks' seed. */
  Seed channelSeed(MaskSession session, Place keysAt) {
    return key.derive("parley/mask/channel/1", session.id(), bytes(keysAt));
  }

  /** Gives the keys of its masks; told when it drops out. */
  Seed maskSeed(MaskSession session, Place keysAt) {
    return ShamirShares.secret(
        key.derive("parley/mask/pair/1", session.id(), bytes(keysAt)), new byte[0]);
  }

  /** Gives its own mask; told when it stays. */
  Seed selfSeed(MaskSession session, byte[] context) {
    return ShamirShares.secret(key.derive("parley/mask/self/1", session.id()), context);
  }

  /** Gives the coefficients of the shares of one secret. */
  Seed sharing(MaskSession session, byte[] cohort, String which) {
    return key.derive("parley/mask/shares/" + which + "/1", session.id(), cohort);
  }

  private static byte[] bytes(Place where) {
    WireWriter out = new WireWriter();
    where.writeTo(out);
    return out.toBytes();
  }

  /** Its name only. */
  @Override
  public String toString() {
    return "MaskSecrets[" + provider + "]";
  }
}
