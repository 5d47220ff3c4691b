package parley.mhe.masking;

import java.security.MessageDigest;
import java.util.SortedSet;
import java.util.TreeSet;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * Masked integers of one provider, or the sum of several. Do not change the id.
 *
 * @param round the round's id
 * @param providers whose integers are in the sum
 * @param sum for one thread at a time
 */
public record MaskedInput(byte[] round, SortedSet<String> providers, MaskedVector sum) {
  /**
   * Adds another's, in place.
   *
   * @throws ProtocolException when it is of another round, or a provider is in both
   */
  public MaskedInput add(MaskedInput other) {
    if (!MessageDigest.isEqual(round, other.round)) {
      throw new ProtocolException(
          "cannot add up masked integers: another round's, expected the same, got another");
    }
    TreeSet<String> all = new TreeSet<>(providers);
    for (String provider : other.providers) {
      if (!all.add(provider)) {
        throw new ProtocolException(
            "cannot add up masked integers: "
                + provider
                + " is there twice, expected each provider once");
      }
    }
    return new MaskedInput(round, all, sum.add(other.sum));
  }

  /** The wire form. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(round).add(providers.size());
    providers.forEach(out::add);
    return out.add(sum.bits()).add(sum.toBytes()).toBytes();
  }

  /** Reads {@link #toBytes}. */
  public static MaskedInput fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "masked integers");
    byte[] round = in.bytes("round", 32);
    TreeSet<String> providers = new TreeSet<>();
    for (int i = in.integer("providers", 1, 1 << 20); i > 0; i--) {
      providers.add(in.text("provider"));
    }
    int bits = in.integer("bits");
    if (bits != Integer.SIZE && bits != Long.SIZE) {
      throw in.refuse("words of another width, expected 32 or 64 bits, got " + bits);
    }
    MaskedInput read =
        new MaskedInput(round, providers, MaskedVector.fromBytes(bits, in.bytes("words")));
    in.end();
    return read;
  }
}
