package parley.mhe.vault;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.CollectiveProtocol;

/**
 * The newest request of each session, decoded once however many providers of the session this vault
 * holds. Known by its id, which the vault computed from the content. Thread-safe.
 */
final class DecodedRequests {
  private final Map<String, Entry> newest = new HashMap<>();

  private static final class Entry {
    final CollectiveProtocol request;
    final VaultParties.Lease session;
    int users = 1;

    public Entry(CollectiveProtocol request, VaultParties.Lease session) {
      this.request = request;
      this.session = session;
    }
  }

  /** A use of a request; close it. */
  final class Use implements AutoCloseable {
    private final Entry of;

    private Use(Entry of) {
      this.of = of;
    }

    CollectiveProtocol request() {
      return of.request;
    }

    @Override
    public void close() {
      release(of);
    }
  }

  /** The request of a session with that id, or null. */
  synchronized @Nullable Use find(byte[] sessionId, byte[] id) {
    Entry entry = newest.get(key(sessionId));
    if (entry == null || !MessageDigest.isEqual(id, entry.request.transcript().id())) {
      return null;
    }
    entry.users++;
    return new Use(entry);
  }

  /**
   * Decodes a request in the session of a party, and remembers it in place of the one before.
   *
   * @param lease the party's; the request keeps a use of its own
   * @param announced the id that it must have
   * @throws VaultException when it has another
   */
  Use read(VaultParties.Lease lease, byte[] announced, byte[] bytes) {
    CollectiveProtocol request = CollectiveProtocol.fromBytes(lease.party().session(), bytes);
    if (!MessageDigest.isEqual(announced, request.transcript().id())) {
      request.close();
      throw new VaultException(
          "cannot read a request: it is not the one that was announced, expected its id, got"
              + " another");
    }
    Entry entry = new Entry(request, lease.again());
    entry.users++;
    Entry before;
    synchronized (this) {
      before = newest.put(key(lease.party().session().id()), entry);
    }
    if (before != null) {
      release(before);
    }
    return new Use(entry);
  }

  /** Forgets the request of a session; who still uses it may end. */
  void forget(byte[] sessionId) {
    Entry entry;
    synchronized (this) {
      entry = newest.remove(key(sessionId));
    }
    if (entry != null) {
      release(entry);
    }
  }

  private void release(Entry entry) {
    boolean last;
    synchronized (this) {
      entry.users--;
      last = entry.users == 0;
    }
    if (last) {
      entry.request.close();
      entry.session.close();
    }
  }

  private static String key(byte[] sessionId) {
    return HexFormat.of().formatHex(sessionId);
  }
}
