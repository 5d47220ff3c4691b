package parley.mhe.protocol;

import java.util.Map;
import java.util.SortedMap;

/**
 * Names a session, that is one epoch of keys. A new session id needs new key shares.
 *
 * <p>sid = SHA-256("parley/sid/1", plan hash, fingerprint of the parameters, fingerprint of the
 * querier's key, sorted (provider, nonce)). Every provider draws its own 32-byte nonce; it goes on
 * only if that nonce is in the map, so an old session cannot be played to it again under new keys.
 * Stateless, thread-safe.
 */
public final class SessionId {
  /** Bytes of a nonce and of a session id. */
  public static final int BYTES = 32;

  private SessionId() {}

  /**
   * Returns the 32-byte id.
   *
   * @param planHash hash of the plan that all providers accepted
   * @param parameterFingerprint fingerprint of the CKKS parameters with their roots of unity
   * @param querierKeyFingerprint fingerprint of the querier's public key
   * @param nonces one 32-byte nonce for each provider, by its name
   * @throws IllegalArgumentException when there is no nonce, or one is not 32 bytes
   */
  public static byte[] of(
      byte[] planHash,
      byte[] parameterFingerprint,
      byte[] querierKeyFingerprint,
      SortedMap<String, byte[]> nonces) {
    if (nonces.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot name a session: no provider, expected at least 1 nonce, got 0");
    }
    WireWriter list =
        new WireWriter()
            .add("parley/sid/1")
            .add(planHash)
            .add(parameterFingerprint)
            .add(querierKeyFingerprint)
            .add(nonces.size());
    for (Map.Entry<String, byte[]> nonce : nonces.entrySet()) {
      if (nonce.getValue().length != BYTES) {
        throw new IllegalArgumentException(
            "cannot name a session: the nonce of "
                + nonce.getKey()
                + " has the wrong length, expected "
                + BYTES
                + " bytes, got "
                + nonce.getValue().length);
      }
      list.add(nonce.getKey()).add(nonce.getValue());
    }
    return list.sha256();
  }
}
