package parley.fl.encrypted;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import parley.mhe.ParleyException;
import parley.mhe.runtime.SavedSession;

/**
 * Sessions of sealed models that were trained in this process. A few are kept, each with its keys
 * in memory; the oldest is closed when there are more, and its model then needs the key stores.
 * Thread-safe.
 */
final class OpenSessions {
  private static final int MOST = 8;
  private static final Map<String, OpenSession> OPEN = new LinkedHashMap<>();

  private OpenSessions() {}

  static synchronized void keep(SavedSession session, OpenSession open) {
    OPEN.put(name(session), open);
    while (OPEN.size() > MOST) {
      OpenSession oldest = OPEN.remove(OPEN.keySet().iterator().next());
      if (oldest != null) {
        oldest.close();
      }
    }
  }

  /** The open session, if it is open here. */
  static synchronized Optional<OpenSession> find(SavedSession session) {
    return Optional.ofNullable(OPEN.get(name(session)));
  }

  /** The session's content names it: no two sessions share nonces. */
  private static String name(SavedSession session) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(session.toBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new ParleyException("cannot name the session: the JDK lacks SHA-256", e);
    }
  }
}
