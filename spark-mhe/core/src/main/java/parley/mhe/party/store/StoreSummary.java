package parley.mhe.party.store;

import java.time.Instant;

/**
 * What the key file of a store says in clear. Immutable, thread-safe.
 *
 * @param provider whose it is
 * @param session id of the session, the key epoch, in lower-case hex
 * @param created when it was made
 * @param underPassphrase whether a passphrase protects it
 */
public record StoreSummary(
    String provider, String session, Instant created, boolean underPassphrase) {
  private static final int SHORT = 8;

  /** The first eight digits of the session's id. */
  public String shortSession() {
    return session.substring(0, Math.min(SHORT, session.length()));
  }
}
