package parley.mhe.masking;

import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What one provider sends another before their masks: nobody else can open it. Do not change the
 * arrays.
 *
 * @param maskCiphertext the secret of the masks between them, from the one whose name is first;
 *     else, and with X25519 alone, empty
 * @param channelCiphertext the secret of what is sealed; empty where nothing is
 * @param sealed shares of the sender's two secrets; empty where no drop-out is survived
 */
public record ShareBundle(
    String from, String to, byte[] maskCiphertext, byte[] channelCiphertext, byte[] sealed) {
  void writeTo(WireWriter out) {
    out.add(from).add(to).add(maskCiphertext).add(channelCiphertext).add(sealed);
  }

  /** The wire form. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter();
    writeTo(out);
    return out.toBytes();
  }

  /** Reads {@link #toBytes}. */
  public static ShareBundle fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "shares");
    ShareBundle read =
        new ShareBundle(
            in.text("sender"),
            in.text("receiver"),
            in.bytes("mask ciphertext"),
            in.bytes("channel ciphertext"),
            in.bytes("sealed shares"));
    in.end();
    return read;
  }
}
