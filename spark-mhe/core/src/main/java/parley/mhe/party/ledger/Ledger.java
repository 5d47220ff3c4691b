package parley.mhe.party.ledger;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.SessionId;

/**
 * What a party has answered: written once, one entry a place. The same id there gets the same bytes
 * until the round is acknowledged; another id there is refused. A ciphertext that was opened is
 * known by its hash, whatever place names it later. Not thread-safe: the party that owns it locks.
 *
 * <p>Bounded: entries by the plan (every place, in as many attempts as its step allows), bytes by
 * the {@value #MAX_OPEN_ROUNDS} rounds that may be unacknowledged and by {@value #MOST_KEPT_BYTES}
 * an answer.
 */
public final class Ledger {
  /** Rounds whose answers may wait for their acknowledgement. */
  public static final int MAX_OPEN_ROUNDS = 4;

  /**
   * Longest answer whose bytes are kept. A longer one, such as a share of a key, is made again when
   * it is asked for again: it is a function of the request and the party's secrets, and its hash
   * tells.
   */
  public static final int MOST_KEPT_BYTES = 1 << 18;

  private static final byte[] NONE = new byte[0];

  /**
   * One answer; {@code opened} has the hash of each ciphertext that it opens, one after the other,
   * {@code masks} what a later carry must repeat.
   */
  public static final class Entry {
    final String protocol;
    public final Place where;
    final byte[] id;
    public final byte[] answerHash;
    final byte[] opened;
    public final byte[] masks;
    private byte @Nullable [] answer;
    private boolean acknowledged;

    public Entry(
        String protocol, Place where, byte[] id, byte[] answerHash, byte[] opened, byte[] masks) {
      this.protocol = protocol;
      this.where = where;
      this.id = id.clone();
      this.answerHash = answerHash.clone();
      this.opened = opened.clone();
      this.masks = masks.clone();
    }

    /** Id of the request that was answered, a copy. */
    public byte[] id() {
      return id.clone();
    }

    public byte @Nullable [] answer() {
      return answer;
    }

    /** How many ciphertexts it opens. */
    int openings() {
      return opened.length / SessionId.BYTES;
    }
  }

  private record Key(String protocol, Place where) {}

  private final PartyPlan plan;
  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final LedgerIndex index = new LedgerIndex();

  /** For each attempt, the furthest position of it or of a later one. */
  private final int[][] furthest = new int[PlanStep.MOST_ATTEMPTS][3];

  private byte @Nullable [] keys;
  private LedgerHead head = LedgerHead.EMPTY;
  private long lastAnswerMillis;

  public Ledger(PartyPlan plan) {
    this.plan = plan;
  }

  /**
   * The entry of a place that was answered before, or null.
   *
   * @throws RefusedException when it answered another request, or is acknowledged
   */
  public @Nullable Entry replay(String protocol, Place where, byte[] id) {
    Entry entry = at(protocol, where);
    if (entry == null) {
      return null;
    }
    if (!MessageDigest.isEqual(entry.id, id)) {
      throw new RefusedException(
          "cannot answer at "
              + where
              + ": another request was answered there, expected id "
              + hex(entry.id)
              + ", got "
              + hex(id));
    }
    if (entry.acknowledged) {
      throw new RefusedException(
          "cannot answer at "
              + where
              + ": the round is acknowledged, expected a later one, got it again");
    }
    return entry;
  }

  /**
   * Refuses a new request that comes out of order, attempts too often, opens again what was opened,
   * or leaves too many rounds unacknowledged.
   */
  public void requireFree(PlanStep step, Place where, byte[] opened) {
    requireOrder(step, where);
    for (String hash : LedgerIndex.hashes(opened)) {
      Entry before = index.thatOpened(hash);
      if (before != null) {
        throw new RefusedException(
            "cannot open a ciphertext at "
                + where
                + ": it was opened before, expected one opening a ciphertext, got another after "
                + before.where);
      }
    }
    Set<LedgerIndex.Round> open = index.open();
    if (!open.contains(LedgerIndex.Round.of(where)) && open.size() >= MAX_OPEN_ROUNDS) {
      throw new RefusedException(
          "cannot answer at "
              + where
              + ": too many rounds are not acknowledged, expected fewer than "
              + MAX_OPEN_ROUNDS
              + ", got "
              + open.size());
    }
  }

  private void requireOrder(PlanStep step, Place where) {
    if (where.round() >= step.rounds()
        || where.object() >= step.objects()
        || where.attempt() >= step.attempts()) {
      throw new RefusedException(
          "cannot answer at "
              + where
              + ": the plan has no such place, expected fewer than "
              + step.rounds()
              + " rounds, "
              + step.objects()
              + " objects and "
              + step.attempts()
              + " attempts, got round "
              + where.round()
              + ", object "
              + where.object()
              + ", attempt "
              + where.attempt());
    }
    int latest = index.latestAttempt(where);
    if (where.attempt() < latest) {
      throw new RefusedException(
          "cannot answer at "
              + where
              + ": a later attempt has begun, expected "
              + latest
              + ", got "
              + where.attempt());
    }
    int[] position = position(step, where);
    // A new attempt may go back behind earlier ones, which it supersedes, but not behind its own.
    int[] last = furthest[where.attempt()];
    if (Arrays.compare(position, last) < 0) {
      throw new RefusedException(
          "cannot answer at "
              + where
              + ": the plan is beyond it, expected "
              + plan.steps().get(last[2]).name()
              + " of round "
              + last[1]
              + " or later, got "
              + step.name()
              + " of round "
              + where.round());
    }
  }

  private int[] position(PlanStep step, Place where) {
    int[] index = plan.position(step);
    return new int[] {index[0], where.round(), index[1]};
  }

  /**
   * Enters an answer; the bytes are kept until the acknowledgement unless they can be made again.
   */
  public Entry enter(PlanStep step, Entry entry, byte @Nullable [] answer) {
    if (entries.putIfAbsent(new Key(entry.protocol, entry.where), entry) != null) {
      throw new IllegalStateException(
          "cannot enter an answer at " + entry.where + ": there is one");
    }
    entry.answer = kept(answer);
    index.add(entry);
    advance(step, entry.where);
    return entry;
  }

  private void advance(PlanStep step, Place where) {
    int[] position = position(step, where);
    for (int attempt = 0; attempt <= where.attempt(); attempt++) {
      if (Arrays.compare(position, furthest[attempt]) > 0) {
        furthest[attempt] = position;
      }
    }
  }

  /** Keeps the bytes of an answer that was made again. */
  public void restore(Entry entry, byte[] answer) {
    byte[] before = entry.answer;
    entry.answer = kept(answer);
    index.kept(entry, before, entry.answer);
  }

  private static byte @Nullable [] kept(byte @Nullable [] answer) {
    return answer == null || answer.length > MOST_KEPT_BYTES ? null : answer;
  }

  /** Forgets the answers of a round but for their ids and hashes; whether it was not before. */
  public boolean acknowledge(String step, int attempt, int round) {
    boolean changed = false;
    for (Entry entry : index.of(new LedgerIndex.Round(step, attempt, round))) {
      changed |= !entry.acknowledged;
      entry.acknowledged = true;
      byte[] before = entry.answer;
      entry.answer = null;
      index.kept(entry, before, null);
    }
    return changed;
  }

  /** Hash of the session keys that were accepted; null before. */
  public byte @Nullable [] keys() {
    return keys;
  }

  /**
   * Enters the session's keys, once.
   *
   * @param hash of all of them
   * @throws RefusedException when others were accepted before
   */
  public void acceptKeys(byte[] hash) {
    if (keys != null && !MessageDigest.isEqual(keys, hash)) {
      throw new RefusedException(
          "cannot accept the session's keys: others were accepted before, expected the keys with"
              + " SHA-256 "
              + hex(keys)
              + ", got "
              + hex(hash)
              + "; a checkpoint or a saved model that holds them may have been altered");
    }
    keys = hash.clone();
  }

  /** The entry of a place, or null. */
  public @Nullable Entry at(String protocol, Place where) {
    return entries.get(new Key(protocol, where));
  }

  /** Whether any protocol was answered at a place. */
  public boolean hasAny(Place where) {
    return index.hasAny(where);
  }

  /** The entry of an id, or null. */
  public @Nullable Entry withId(byte[] id) {
    return index.withId(id);
  }

  /** Ciphertexts that a step has opened. */
  public int openings(String step) {
    return index.openings(step);
  }

  /** Ciphertexts that one attempt at a round of a step has opened. */
  public int openingsOfRound(Place where) {
    return index.openings(LedgerIndex.Round.of(where));
  }

  public int nextRound(String step) {
    return index.nextRound(step);
  }

  public int size() {
    return entries.size();
  }

  /** Bytes of answers that wait for their acknowledgement. */
  public long openBytes() {
    return index.openBytes();
  }

  /** Enters what a record says was answered; its answer can be made again. */
  void enterAgain(Entry entry) {
    enter(plan.step(entry.where.step()), entry, null);
  }

  /** Counts an answer whose record is kept: only now may it leave. */
  public void advance(byte[] record, long millis) {
    head = head.after(record);
    lastAnswerMillis = millis;
  }

  /** How far it goes. */
  public LedgerHead head() {
    return head;
  }

  /** When the newest answer was entered, by this machine's clock; 0 when there is none. */
  public long lastAnswerMillis() {
    return lastAnswerMillis;
  }

  /** Rounds that were answered, each attempt for itself. */
  public long rounds() {
    return index.rounds();
  }

  public static byte[] none() {
    return NONE;
  }

  private static String hex(byte[] id) {
    return HexFormat.of().formatHex(id);
  }
}
