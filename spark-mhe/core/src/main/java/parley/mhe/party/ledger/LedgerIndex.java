package parley.mhe.party.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.mhe.protocol.Place;

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
  private final Map<String, Integer> answers = new HashMap<>();
  private final Map<String, Integer> nextRound = new HashMap<>();
  private final Map<Round, Integer> open = new HashMap<>();
  private long openBytes;

  /** Takes up an entry, with the bytes that it keeps. */
  void add(Ledger.Entry entry) {
    Place where = entry.where;
    byId.putIfAbsent(hex(entry.id), entry);
    if (entry.opened.length > 0) {
      byOpened.put(hex(entry.opened), entry);
    }
    byRound.computeIfAbsent(Round.of(where), r -> new ArrayList<>()).add(entry);
    atPlace.merge(where, 1, Integer::sum);
    latestAttempt.merge(new StepRound(where.step(), where.round()), where.attempt(), Integer::max);
    answers.merge(where.step(), 1, Integer::sum);
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

  Ledger.@Nullable Entry thatOpened(byte[] hash) {
    return hash.length == 0 ? null : byOpened.get(hex(hash));
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

  int answers(String step) {
    return answers.getOrDefault(step, 0);
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
