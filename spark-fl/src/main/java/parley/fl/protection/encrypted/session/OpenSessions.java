package parley.fl.protection.encrypted.session;

import java.lang.ref.Cleaner;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import parley.error.ParleyException;
import parley.fl.protection.SealedModel;
import parley.mhe.runtime.session.SavedSession;

/**
 * Sessions of sealed models that were trained in this process, each with its keys in memory. One is
 * closed when its model is released or no longer reachable, when its Spark has stopped by the time
 * another is kept, and the oldest when there are many; the model then needs the key stores.
 * Thread-safe.
 */
public final class OpenSessions {
  /** Held while a session is used, so that no one closes it meanwhile. */
  public static final Object LOCK = new Object();

  private static final int MOST = 8;
  private static final Map<String, Kept> OPEN = new LinkedHashMap<>();
  private static final Cleaner CLEANER = Cleaner.create();

  private record Kept(OpenSession session, SparkContext spark) {}

  private OpenSessions() {}

  /**
   * Keeps a session open for as long as the model is reachable, so that predictions find the
   * providers; a later process needs their key stores.
   */
  public static void keep(
      SealedModel model, SavedSession session, OpenSession open, SparkContext spark) {
    String name = name(session);
    synchronized (LOCK) {
      closeStopped();
      OPEN.put(name, new Kept(open, spark));
      while (OPEN.size() > MOST) {
        close(OPEN.keySet().iterator().next());
      }
    }
    CLEANER.register(model, () -> close(name));
  }

  /** The open session, if it is open here; to be used under {@link #LOCK}. */
  public static Optional<OpenSession> find(SavedSession session) {
    String name = name(session);
    synchronized (LOCK) {
      Kept kept = OPEN.get(name);
      if (kept != null && kept.spark().isStopped()) {
        close(name);
        return Optional.empty();
      }
      return Optional.ofNullable(kept).map(Kept::session);
    }
  }

  /** Closes a session if it is open here. */
  public static void close(SavedSession session) {
    close(name(session));
  }

  /** How many are open. */
  public static int count() {
    synchronized (LOCK) {
      closeStopped();
      return OPEN.size();
    }
  }

  /** Nobody can use those again, though their models may be reachable for long. */
  private static void closeStopped() {
    for (Map.Entry<String, Kept> kept : List.copyOf(OPEN.entrySet())) {
      if (kept.getValue().spark().isStopped()) {
        close(kept.getKey());
      }
    }
  }

  private static void close(String name) {
    synchronized (LOCK) {
      Kept kept = OPEN.remove(name);
      if (kept != null) {
        kept.session().close();
      }
    }
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
