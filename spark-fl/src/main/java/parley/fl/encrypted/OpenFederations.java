package parley.fl.encrypted;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import parley.mhe.ParleyException;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.SavedSession;

/**
 * Federations of sealed models that were trained in this process. A few are kept, each with its
 * keys in memory; the oldest is closed when there are more, and its model then needs the key
 * stores. Thread-safe.
 */
final class OpenFederations {
  private static final int MOST = 8;
  private static final Map<String, Federation> OPEN = new LinkedHashMap<>();

  private OpenFederations() {}

  static synchronized void keep(SavedSession session, Federation federation) {
    OPEN.put(name(session), federation);
    while (OPEN.size() > MOST) {
      String oldest = OPEN.keySet().iterator().next();
      Federation closed = OPEN.remove(oldest);
      if (closed != null) {
        closed.close();
      }
    }
  }

  /** The federation of a session, if it is open here. */
  static synchronized Optional<Federation> find(SavedSession session) {
    return Optional.ofNullable(OPEN.get(name(session)));
  }

  /** Closes a session that is open here. */
  static synchronized void close(SavedSession session) {
    Federation federation = OPEN.remove(name(session));
    if (federation != null) {
      federation.close();
    }
  }

  /** The session's content names it: two sessions never share nonces. */
  private static String name(SavedSession session) {
    try {
      byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest(session.toBytes());
      return HexFormat.of().formatHex(hash);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new ParleyException("cannot name the session: the JDK lacks SHA-256", e);
    }
  }
}
