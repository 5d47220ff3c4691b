package parley.mhe.party.cohort;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What was opened over which rows, in all sessions, and which requests were refused. Not
 * thread-safe.
 */
final class CohortIndex {
  private static final String MAGIC = "parley/cohorts/1";
  private static final int MOST = 1 << 24;

  /** Stands for the rows where no rule asked which. */
  static final String UNKNOWN = "";

  /** Cohorts by the hash of what tells them apart, in hex. */
  final Map<String, Entry> cohorts = new TreeMap<>();

  /** Ids of refused requests, in hex, by session. */
  final Map<String, Set<String>> refused = new TreeMap<>();

  /** A cohort that sums were opened over. */
  static final class Entry {
    final long rows;

    /** Numbers by session and request, both in hex. */
    final Map<String, Map<String, Long>> numbers = new TreeMap<>();

    Entry(long rows) {
      this.rows = rows;
    }

    /** Numbers that sessions but one opened. */
    long numbersBut(String session) {
      long all = 0;
      for (Map.Entry<String, Map<String, Long>> each : numbers.entrySet()) {
        if (!each.getKey().equals(session)) {
          all += each.getValue().values().stream().mapToLong(Long::longValue).sum();
        }
      }
      return all;
    }
  }

  boolean admitted(String session, String request) {
    return cohorts.values().stream()
        .anyMatch(entry -> entry.numbers.getOrDefault(session, Map.of()).containsKey(request));
  }

  boolean admittedAny(String session) {
    return cohorts.values().stream().anyMatch(entry -> entry.numbers.containsKey(session));
  }

  Set<String> refusedOf(String session) {
    return refused.getOrDefault(session, Set.of());
  }

  void admit(String hash, long rows, String session, String request, long numbers) {
    cohorts
        .computeIfAbsent(hash, key -> new Entry(rows))
        .numbers
        .computeIfAbsent(session, key -> new TreeMap<>())
        .put(request, numbers);
  }

  /** Notes a refused request; false where it was noted before. */
  boolean refuse(String session, String request) {
    return refused.computeIfAbsent(session, key -> new HashSet<>()).add(request);
  }

  byte[] toBytes(String provider) {
    WireWriter out = new WireWriter().add(MAGIC).add(provider).add(cohorts.size());
    cohorts.forEach(
        (hash, entry) -> {
          out.add(hash).add(entry.rows).add(entry.numbers.size());
          entry.numbers.forEach(
              (session, requests) -> {
                out.add(session).add(requests.size());
                requests.forEach((request, numbers) -> out.add(request).add(numbers));
              });
        });
    out.add(refused.size());
    refused.forEach(
        (session, requests) -> {
          out.add(session).add(requests.size());
          requests.stream().sorted().forEach(out::add);
        });
    return out.toBytes();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws parley.error.ParleyException when it is something else, or another provider's
   */
  static CohortIndex fromBytes(String provider, byte[] bytes) {
    WireReader in = new WireReader(bytes, "record of cohorts");
    if (!in.text("magic").equals(MAGIC)) {
      throw in.refuse("it is something else, expected " + MAGIC);
    }
    String owner = in.text("provider");
    if (!owner.equals(provider)) {
      throw in.refuse("it is another provider's, expected " + provider + ", got " + owner);
    }
    CohortIndex index = new CohortIndex();
    for (int i = in.integer("cohorts", 0, MOST); i > 0; i--) {
      String hash = in.text("hash");
      Entry entry = new Entry(in.longInteger("rows"));
      index.cohorts.put(hash, entry);
      for (int j = in.integer("sessions", 0, MOST); j > 0; j--) {
        Map<String, Long> requests = new TreeMap<>();
        entry.numbers.put(in.text("session"), requests);
        for (int k = in.integer("requests", 0, MOST); k > 0; k--) {
          requests.put(in.text("request"), in.longInteger("numbers"));
        }
      }
    }
    for (int i = in.integer("refused", 0, MOST); i > 0; i--) {
      String session = in.text("session");
      for (int j = in.integer("requests", 0, MOST); j > 0; j--) {
        index.refuse(session, in.text("request"));
      }
    }
    in.end();
    return index;
  }
}
