package parley.mhe.party.ledger;

import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.protocol.Place;

/**
 * What a party answered of masked sums: one content a question and place, and one unmasking a
 * <em>round</em>, whatever attempts it had. Sums of one round over two sets of providers would tell
 * their difference. Not thread-safe: the party that owns it locks.
 */
public final class MaskLedger {
  /** What a party is asked at a place. */
  public enum Question {
    /** Whose keys it masks with. */
    KEYS,
    /** What others sealed for it. */
    SHARES,
    /** Its integers. */
    INPUT,
    /** Who it vouches for. */
    VOUCH
  }

  private record Key(Question question, Place where) {}

  private record Round(String step, int round) {
    static Round of(Place where) {
      return new Round(where.step(), where.round());
    }
  }

  private record Unmasking(Place where, byte[] id) {}

  private final Map<Key, byte[]> answered = new HashMap<>();
  private final Map<Round, Integer> attempts = new HashMap<>();
  private final Map<String, Integer> rounds = new HashMap<>();
  private final Map<Round, Unmasking> unmasked = new HashMap<>();

  /**
   * Begins, or goes on with, an attempt.
   *
   * @throws RefusedException when a later attempt or round has begun, or another attempt at the
   *     round was unmasked
   */
  public void requireCurrent(Place where) {
    Unmasking before = unmasked.get(Round.of(where));
    if (before != null && before.where.attempt() != where.attempt()) {
      throw refuse(
          where,
          "the round was unmasked, and a second sum of it would tell the difference",
          "attempt " + before.where.attempt(),
          "attempt " + where.attempt());
    }
    int latest = attempts.getOrDefault(Round.of(where), 0);
    if (where.attempt() < latest) {
      throw refuse(
          where, "a later attempt has begun", "attempt " + latest, "attempt " + where.attempt());
    }
    int round = rounds.getOrDefault(where.step(), 0);
    if (where.round() < round) {
      throw refuse(where, "a later round has begun", "round " + round, "round " + where.round());
    }
    attempts.put(Round.of(where), where.attempt());
    rounds.put(where.step(), where.round());
  }

  /**
   * Enters a question's content.
   *
   * @throws RefusedException when another content was answered there
   */
  public void once(Question question, Place where, byte[] id) {
    byte[] before = answered.putIfAbsent(new Key(question, where), id.clone());
    if (before != null && !MessageDigest.isEqual(before, id)) {
      throw refuse(
          where,
          "other " + words(question) + " came there before",
          HexFormat.of().formatHex(before),
          HexFormat.of().formatHex(id));
    }
  }

  /**
   * Whether the round was unmasked, with this content.
   *
   * @throws RefusedException when it was with another
   */
  public boolean unmasked(Place where, byte[] id) {
    Unmasking before = unmasked.get(Round.of(where));
    if (before == null) {
      return false;
    }
    if (!before.where.equals(where) || !MessageDigest.isEqual(before.id, id)) {
      throw refuse(
          where,
          "the round was unmasked for others, and a second sum of it would tell the difference",
          HexFormat.of().formatHex(before.id),
          HexFormat.of().formatHex(id));
    }
    return true;
  }

  /** Enters the unmasking of a round, which was not unmasked. */
  public void unmask(Place where, byte[] id) {
    if (unmasked.putIfAbsent(Round.of(where), new Unmasking(where, id.clone())) != null) {
      throw new IllegalStateException("cannot unmask " + where + ": it was");
    }
  }

  private static String words(Question question) {
    return switch (question) {
      case KEYS -> "keys";
      case SHARES -> "shares";
      case INPUT -> "integers, or another question for them,";
      case VOUCH -> "providers of the sum";
    };
  }

  private static RefusedException refuse(Place where, String what, String expected, String got) {
    return new RefusedException(
        "cannot answer at " + where + ": " + what + ", expected " + expected + ", got " + got);
  }
}
