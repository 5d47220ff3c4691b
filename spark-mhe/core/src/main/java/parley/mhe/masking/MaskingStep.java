package parley.mhe.masking;

import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * One sum of a plan. Immutable, thread-safe.
 *
 * @param name that places use
 * @param words what is added up, for policies and reports
 * @param rounds how often it is opened
 * @param bits of a word, 32 or 64
 * @param length integers in a provider's vector
 */
public record MaskingStep(String name, String words, int rounds, int bits, int length) {
  /** Most integers of a vector. */
  public static final int MOST_LENGTH = 1 << 27;

  public MaskingStep {
    MaskedVector.requireBits(bits);
    if (name.isBlank() || rounds < 1 || length < 1 || length > MOST_LENGTH) {
      throw new IllegalArgumentException(
          "cannot plan a masked sum: expected a name, at least 1 round and 1 to "
              + MOST_LENGTH
              + " integers, got '"
              + name
              + "', "
              + rounds
              + " and "
              + length);
    }
  }

  void writeTo(WireWriter out) {
    out.add(name).add(words).add(rounds).add(bits).add(length);
  }

  static MaskingStep readFrom(WireReader in) {
    return new MaskingStep(
        in.text("step"),
        in.text("words"),
        in.integer("rounds"),
        in.integer("bits"),
        in.integer("length"));
  }
}
