package parley.mhe.party.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.SessionId;

/**
 * The entries of a ledger by all that is asked of them, so that no answer goes through all of them:
 * a training of many rounds has ten thousands. Not thread-safe.
 */
final class LedgerIndex {
  /** The requests that are acknowledged together. */
  record Round(String step, int attempt, int round) {
    static Round of(Place where) {
      return new Round(where.step(), where.attempt(), where.round());
    }
  }

  private record StepRound(String step, int round) {}

  private final Map<String, Ledger.Entry> byId = new HashMap<>();
  private final Map<String, Ledger.Entry> byOpened = new HashMap<>();
  private final Map<Round, List<Ledger.Entry>> byRound = new HashMap<>();
  private final Map<Place, Integer> atPlace = new HashMap<>();
  private final Map<StepRound, Integer> latestAttempt = new HashMap<>();
  private final Map<String, Integer> openings = new HashMap<>();
  private final Map<Round, Integer> openingsOfRound = new HashMap<>();
  private final Map<String, Integer> nextRound = new HashMap<>();
  private final Map<Round, Integer> open = new HashMap<>();
  private long openBytes;

  /** Takes up an entry, with the bytes that it keeps. */
  void add(Ledger.Entry entry) {
    Place where = entry.where;
    byId.putIfAbsent(hex(entry.id), entry);
    hashes(entry.opened).forEach(hash -> byOpened.put(hash, entry));
    Round round = Round.of(where);
    byRound.computeIfAbsent(round, r -> new ArrayList<>()).add(entry);
    atPlace.merge(where, 1, Integer::sum);
    latestAttempt.merge(new StepRound(where.step(), where.round()), where.attempt(), Integer::max);
    openings.merge(where.step(), entry.openings(), Integer::sum);
    openingsOfRound.merge(round, entry.openings(), Integer::sum);
    nextRound.merge(where.step(), where.round() + 1, Integer::max);
    kept(entry, null, entry.answer());
  }

  /** Notes that an entry keeps other bytes than before. */
  void kept(Ledger.Entry entry, byte @Nullable [] before, byte @Nullable [] after) {
    Round round = Round.of(entry.where);
    if (before != null) {
      open.merge(round, -1, (had, one) -> had + one == 0 ? null : had + one);
      openBytes -= before.length;
    }
    if (after != null) {
      open.merge(round, 1, Integer::sum);
      openBytes += after.length;
    }
  }

  Ledger.@Nullable Entry withId(byte[] id) {
    return byId.get(hex(id));
  }

  /** The entry that opened the ciphertext of that hash. */
  Ledger.@Nullable Entry thatOpened(String hash) {
    return byOpened.get(hash);
  }

  /** Of the ciphertexts that an entry opens, each in hex. */
  static List<String> hashes(byte[] opened) {
    List<String> hashes = new ArrayList<>();
    for (int from = 0; from < opened.length; from += SessionId.BYTES) {
      hashes.add(HexFormat.of().formatHex(opened, from, from + SessionId.BYTES));
    }
    return hashes;
  }

  List<Ledger.Entry> of(Round round) {
    return byRound.getOrDefault(round, List.of());
  }

  boolean hasAny(Place where) {
    return atPlace.containsKey(where);
  }

  /** The latest attempt at a round of a step; -1 when there was none. */
  int latestAttempt(Place where) {
    return latestAttempt.getOrDefault(new StepRound(where.step(), where.round()), -1);
  }

  int openings(String step) {
    return openings.getOrDefault(step, 0);
  }

  int openings(Round round) {
    return openingsOfRound.getOrDefault(round, 0);
  }

  int nextRound(String step) {
    return nextRound.getOrDefault(step, 0);
  }

  /** Rounds with bytes that wait for their acknowledgement. */
  Set<Round> open() {
    return open.keySet();
  }

  long openBytes() {
    return openBytes;
  }

  int rounds() {
    return byRound.size();
  }

  private static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }
}
