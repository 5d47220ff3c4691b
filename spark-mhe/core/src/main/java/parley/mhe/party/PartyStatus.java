package parley.mhe.party;

import java.util.ArrayList;
import java.util.List;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * Under which policies a party answers, and what it has answered. Public; immutable, thread-safe.
 *
 * @param provider its name
 * @param policies SHA-256 of each policy file that holds, in hex; empty for none
 * @param rowBudget rows that may be switched to the querier over the key's life; {@link #UNLIMITED}
 *     without a policy
 * @param rowsUsed rows of them that were
 * @param rowsEverLeft rows that a budget over all sessions leaves; {@link #UNLIMITED} without one
 * @param jars SHA-256 of the jars that Parley's classes come from, in hex; empty without a policy
 * @param logHeads hash of the last line of each log, in hex
 */
public record PartyStatus(
    String provider,
    List<String> policies,
    long rowBudget,
    long rowsUsed,
    long rowsEverLeft,
    List<String> jars,
    List<String> logHeads) {
  /** No row budget. */
  public static final long UNLIMITED = -1;

  private static final int MOST = 1 << 12;

  /** Takes copies of the lists. */
  public PartyStatus {
    policies = List.copyOf(policies);
    jars = List.copyOf(jars);
    logHeads = List.copyOf(logHeads);
  }

  /** Rows that are left by both budgets; {@link Long#MAX_VALUE} without any. */
  public long rowsLeft() {
    long ofKey = rowBudget == UNLIMITED ? Long.MAX_VALUE : Math.max(0, rowBudget - rowsUsed);
    return rowsEverLeft == UNLIMITED ? ofKey : Math.min(ofKey, rowsEverLeft);
  }

  /** The wire form. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(provider).add(rowBudget).add(rowsUsed).add(rowsEverLeft);
    for (List<String> list : List.of(policies, jars, logHeads)) {
      out.add(list.size());
      list.forEach(out::add);
    }
    return out.toBytes();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws parley.error.ParleyException when it is cut off or something else
   */
  public static PartyStatus fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "party's status");
    String provider = in.text("provider");
    long budget = in.longInteger("row budget");
    long used = in.longInteger("rows used");
    long everLeft = in.longInteger("rows left ever");
    PartyStatus status =
        new PartyStatus(
            provider,
            texts(in, "policies"),
            budget,
            used,
            everLeft,
            texts(in, "jars"),
            texts(in, "heads"));
    in.end();
    return status;
  }

  private static List<String> texts(WireReader in, String what) {
    List<String> list = new ArrayList<>();
    for (int i = in.integer(what, 0, MOST); i > 0; i--) {
      list.add(in.text(what));
    }
    return list;
  }
}
