package parley.mhe.masking;

import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * A provider's public keys: of two seeds, so that the one of the masks can be told without opening
 * what was sent to the provider. Do not change the arrays.
 *
 * @param channelKey for what others seal for it; empty where nothing is
 * @param maskKey for the masks
 */
public record Advertisement(String provider, byte[] channelKey, byte[] maskKey) {
  void writeTo(WireWriter out) {
    out.add(provider).add(channelKey).add(maskKey);
  }

  /** The wire form. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter();
    writeTo(out);
    return out.toBytes();
  }

  /** Reads {@link #toBytes}. */
  public static Advertisement fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "mask keys");
    Advertisement read =
        new Advertisement(in.text("provider"), in.bytes("channel key"), in.bytes("mask key"));
    in.end();
    return read;
  }
}
