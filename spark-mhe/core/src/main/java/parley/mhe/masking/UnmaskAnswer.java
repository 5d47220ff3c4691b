package parley.mhe.masking;

import java.util.SortedMap;
import java.util.TreeMap;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What a provider tells so that a sum can be unmasked: of no provider both. Without drop-outs its
 * own self-mask seed stands among the first. Do not change the arrays.
 *
 * @param round the round's id
 * @param self shares of the self masks of those whose integers are in the sum
 * @param masks shares of the mask seeds of those who dropped out
 */
public record UnmaskAnswer(
    String provider,
    byte[] round,
    SortedMap<String, byte[]> self,
    SortedMap<String, byte[]> masks) {
  /** The wire form. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(provider).add(round);
    write(out, self);
    write(out, masks);
    return out.toBytes();
  }

  private static void write(WireWriter out, SortedMap<String, byte[]> shares) {
    out.add(shares.size());
    shares.forEach((name, share) -> out.add(name).add(share));
  }

  /** Reads {@link #toBytes}. */
  public static UnmaskAnswer fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "answer to unmask");
    UnmaskAnswer read =
        new UnmaskAnswer(in.text("provider"), in.bytes("round", 32), read(in), read(in));
    in.end();
    return read;
  }

  private static SortedMap<String, byte[]> read(WireReader in) {
    TreeMap<String, byte[]> shares = new TreeMap<>();
    for (int i = in.integer("shares", 0, 1 << 20); i > 0; i--) {
      shares.put(in.text("provider"), in.bytes("share", 32));
    }
    return shares;
  }

  /** Not the shares. */
  @Override
  public String toString() {
    return "UnmaskAnswer[" + provider + "]";
  }
}
