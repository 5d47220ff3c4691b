package parley.mhe.party.ledger;

import java.security.MessageDigest;
import java.util.HexFormat;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * How far a ledger goes: the number of answers, and a hash that chains them all. Whoever keeps an
 * earlier head can tell a ledger that went back in time: the provider's own files cannot, since an
 * older copy of them is as whole as the newest. It says nothing about what was answered. Immutable,
 * thread-safe.
 *
 * @param answers number of answers entered, uploads included
 * @param hash lower-case hex of SHA-256 over the head before and the newest answer's record
 */
public record LedgerHead(long answers, String hash) {
  /** The head of a ledger without answers. */
  static final LedgerHead EMPTY = new LedgerHead(0, "0".repeat(64));

  /** The head after one more answer. */
  LedgerHead after(byte[] record) {
    MessageDigest digest = WireWriter.sha256Digest();
    digest.update(HexFormat.of().parseHex(hash));
    return new LedgerHead(answers + 1, HexFormat.of().formatHex(digest.digest(record)));
  }

  /** The wire form. */
  public byte[] toBytes() {
    return new WireWriter().add(answers).add(hash).toBytes();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws parley.error.ParleyException when it is cut off or something else
   */
  public static LedgerHead fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "ledger's head");
    LedgerHead head = new LedgerHead(in.longInteger("answers"), in.text("hash"));
    in.end();
    return head;
  }

  /** The count and the first half of the hash. */
  @Override
  public String toString() {
    return answers + ":" + hash.substring(0, 32);
  }
}
