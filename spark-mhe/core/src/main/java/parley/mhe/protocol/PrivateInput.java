package parley.mhe.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * What one provider adds of its own rows to the outputs of a {@link ConvertingRefresh}, inside its
 * share, where it is as hidden as its masks: the labels of a batch. Immutable, thread-safe; never
 * serialised but for the process that makes the share, and {@code toString} shows sizes only.
 *
 * <p>The derived randomness of the share depends on {@link #hash}, so that other values under one
 * request have other masks. That alone would not do: the common strings depend on the request's id
 * only, and two answers under one id differ by the values once the masks' difference is taken off.
 * Therefore the id holds a {@linkplain PartySecrets#commitment commitment} of each provider to all
 * the private data that its values can depend on.
 */
public final class PrivateInput {
  private static final int MOST_OUTPUTS = 1 << 16;

  private final byte[] dataHash;
  private final List<long[]> addends;

  private PrivateInput(byte[] dataHash, List<long[]> addends) {
    this.dataHash = dataHash;
    this.addends = addends;
  }

  /**
   * The private part of one answer.
   *
   * @param dataHash SHA-256 of the rows, the labels and their order: what was committed to
   * @param addends for each output the integers that are added to its coefficients, n of them, or
   *     none where this provider adds nothing
   * @throws ProtocolException when the hash has another length
   */
  public static PrivateInput of(byte[] dataHash, List<long[]> addends) {
    if (dataHash.length != SessionId.BYTES) {
      throw new ProtocolException(
          "cannot take private input: the hash of its data has the wrong length, expected "
              + SessionId.BYTES
              + " bytes, got "
              + dataHash.length);
    }
    return new PrivateInput(dataHash.clone(), addends.stream().map(long[]::clone).toList());
  }

  /** SHA-256 of what was committed to, a copy. */
  byte[] dataHash() {
    return dataHash.clone();
  }

  /** The integers of an output, which nobody changes. */
  long[] addend(int output) {
    return addends.get(output);
  }

  /** Refuses other than n integers, or none, for each output. */
  void requireShape(int outputs, int dimension) {
    if (addends.size() != outputs) {
      throw refuse("outputs", Integer.toString(outputs), addends.size());
    }
    for (long[] addend : addends) {
      if (addend.length != 0 && addend.length != dimension) {
        throw refuse("coefficients of an output", "0 or " + dimension, addend.length);
      }
    }
  }

  private static ProtocolException refuse(String what, String expected, int got) {
    return new ProtocolException(
        "cannot take private input: wrong number of "
            + what
            + ", expected "
            + expected
            + ", got "
            + got);
  }

  /** What the randomness of the share that holds it depends on. */
  public byte[] hash() {
    return write(new WireWriter().add("parley/private-input/1")).sha256();
  }

  private WireWriter write(WireWriter out) {
    out.add(dataHash).add(addends.size());
    addends.forEach(out::add);
    return out;
  }

  /** The form for the process that makes the share, on the provider's own host. */
  public byte[] toBytes() {
    return write(new WireWriter()).toBytes();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws ProtocolException when it is cut off or malformed
   */
  public static PrivateInput fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "private input");
    byte[] dataHash = in.bytes("hash of its data", SessionId.BYTES);
    List<long[]> addends = new ArrayList<>();
    for (int i = in.integer("outputs", 0, MOST_OUTPUTS); i > 0; i--) {
      addends.add(in.longs("integers"));
    }
    in.end();
    return new PrivateInput(dataHash, List.copyOf(addends));
  }

  @Override
  public String toString() {
    return "PrivateInput[" + addends.size() + " outputs]";
  }
}
