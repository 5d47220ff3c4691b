package parley.mhe.party.ledger;

import java.security.MessageDigest;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.SessionId;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * The records of a ledger as bytes: an answer (what it was, and when), or the acknowledgement of a
 * round, or which session keys were accepted. Answers' own bytes are not in them, since they can be
 * made again. Stateless.
 */
public final class LedgerRecords {
  private static final int ANSWER = 1;
  private static final int ACKNOWLEDGEMENT = 2;
  private static final int KEYS = 3;

  private LedgerRecords() {}

  public static byte[] answer(Ledger.Entry entry, long millis) {
    return new WireWriter()
        .add(ANSWER)
        .add(entry.protocol)
        .add(entry.where.step())
        .add(entry.where.attempt())
        .add(entry.where.round())
        .add(entry.where.object())
        .add(entry.id)
        .add(entry.answerHash)
        .add(entry.opened)
        .add(entry.masks)
        .add(millis)
        .toBytes();
  }

  public static byte[] acknowledgement(String step, int attempt, int round) {
    return new WireWriter().add(ACKNOWLEDGEMENT).add(step).add(attempt).add(round).toBytes();
  }

  /** Whether a record is the answer to the request of that id. */
  public static boolean answers(byte[] record, byte[] requestId) {
    WireReader in = new WireReader(record, "ledger record");
    if (in.integer("kind") != ANSWER) {
      return false;
    }
    in.text("protocol");
    place(in);
    return MessageDigest.isEqual(in.bytes("id", 32), requestId);
  }

  private static Place place(WireReader in) {
    return new Place(
        in.text("step"), in.integer("attempt"), in.integer("round"), in.integer("object"));
  }

  private static byte[] opened(WireReader in) {
    byte[] opened = in.bytes("opened");
    if (opened.length % SessionId.BYTES != 0) {
      throw in.refuse(
          "what it opened is cut off, expected hashes of "
              + SessionId.BYTES
              + " bytes, got "
              + opened.length
              + " bytes");
    }
    return opened;
  }

  public static byte[] keys(byte[] hash) {
    return new WireWriter().add(KEYS).add(hash).toBytes();
  }

  /** Does to a ledger what the record says was done. */
  public static void replay(Ledger ledger, byte[] record) {
    WireReader in = new WireReader(record, "ledger record");
    int kind = in.integer("kind", ANSWER, KEYS);
    if (kind == KEYS) {
      ledger.acceptKeys(in.bytes("keys", 32));
      in.end();
      return;
    }
    if (kind == ACKNOWLEDGEMENT) {
      String step = in.text("step");
      ledger.acknowledge(step, in.integer("attempt"), in.integer("round"));
      in.end();
      return;
    }
    String protocol = in.text("protocol");
    Place where = place(in);
    Ledger.Entry entry =
        new Ledger.Entry(
            protocol,
            where,
            in.bytes("id", 32),
            in.bytes("answer's hash", 32),
            opened(in),
            in.bytes("masks"));
    long millis = in.longInteger("time");
    in.end();
    ledger.enterAgain(entry);
    ledger.advance(record, millis);
  }
}
