package parley.fl.protection.encrypted.checkpoint;

import java.util.ArrayList;
import java.util.List;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.session.RoundRecord;

/** Rounds as a saved state writes them. Stateless and thread-safe. */
public final class RoundRecords {
  private static final int MOST = 1 << 20;

  private RoundRecords() {}

  /** Adds their number and each. */
  public static void write(WireWriter out, List<RoundRecord> rounds) {
    out.add(rounds.size());
    rounds.forEach(round -> write(out, round));
  }

  private static void write(WireWriter out, RoundRecord round) {
    out.add(round.step())
        .add(round.protocol().name())
        .add(round.round())
        .add(round.rounds())
        .add(round.seconds())
        .add(round.bytesUp())
        .add(round.bytesDown())
        .add(round.limbsBefore())
        .add(round.limbsAfter())
        .add(round.opened().name())
        .add(round.attempt())
        .add(round.object())
        .add(round.request())
        .add(round.rows());
  }

  /**
   * Reads {@link #write}.
   *
   * @throws parley.error.ParleyException when it is cut off
   * @throws IllegalArgumentException for a word that is no protocol or no audience
   */
  public static List<RoundRecord> read(WireReader in) {
    List<RoundRecord> rounds = new ArrayList<>();
    for (int i = in.integer("rounds", 0, MOST); i > 0; i--) {
      rounds.add(round(in));
    }
    return rounds;
  }

  private static RoundRecord round(WireReader in) {
    return new RoundRecord(
        in.text("step"),
        ProtocolKind.valueOf(in.text("protocol")),
        in.integer("round"),
        in.integer("rounds"),
        in.number("seconds"),
        in.longInteger("bytes up"),
        in.longInteger("bytes down"),
        in.integer("limbs before"),
        in.integer("limbs after"),
        Opens.valueOf(in.text("opened")),
        in.integer("attempt"),
        in.integer("object"),
        in.text("request"),
        in.longInteger("rows"));
  }
}
