package parley.mhe.masking;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import parley.mhe.protocol.ProtocolException;

/**
 * Integers modulo 2^32 or 2^64, in two's complement, so that sums wrap by themselves. Mutable and
 * for one thread at a time.
 */
public final class MaskedVector {
  private final int[] narrow;
  private final long[] wide;
  private final int bits;

  private MaskedVector(int bits, int length) {
    this.bits = requireBits(bits);
    this.narrow = new int[bits == Integer.SIZE ? length : 0];
    this.wide = new long[bits == Integer.SIZE ? 0 : length];
  }

  static int requireBits(int bits) {
    if (bits != Integer.SIZE && bits != Long.SIZE) {
      throw new IllegalArgumentException(
          "cannot mask integers: expected words of 32 or 64 bits, got " + bits);
    }
    return bits;
  }

  /** Zeros. */
  public static MaskedVector zeros(int bits, int length) {
    return new MaskedVector(bits, length);
  }

  /**
   * These integers.
   *
   * @throws ProtocolException when one has no room in a word: nothing is wrapped on the way in
   */
  public static MaskedVector of(int bits, long[] integers) {
    MaskedVector out = new MaskedVector(bits, integers.length);
    for (int k = 0; k < integers.length; k++) {
      long value = integers[k];
      if (bits == Long.SIZE) {
        out.wide[k] = value;
      } else {
        if (value != (int) value) {
          throw new ProtocolException(
              "cannot mask integer "
                  + k
                  + ": it has no room in its word, expected 32 bits, got more");
        }
        out.narrow[k] = (int) value;
      }
    }
    return out;
  }

  /** Bits of a word, 32 or 64. */
  public int bits() {
    return bits;
  }

  /** How many integers. */
  public int length() {
    return bits == Integer.SIZE ? narrow.length : wide.length;
  }

  /** Adds another's integers, of the same number and width; returns these. */
  public MaskedVector add(MaskedVector other) {
    requireShape(other.bits, other.length());
    for (int k = 0; k < narrow.length; k++) {
      narrow[k] += other.narrow[k];
    }
    for (int k = 0; k < wide.length; k++) {
      wide[k] += other.wide[k];
    }
    return this;
  }

  void requireShape(int expectedBits, int expectedLength) {
    if (bits != expectedBits || length() != expectedLength) {
      throw new ProtocolException(
          "cannot add up masked integers: another shape, expected "
              + expectedLength
              + " of "
              + expectedBits
              + " bits, got "
              + length()
              + " of "
              + bits);
    }
  }

  /** Adds, or with sign -1 subtracts, the words of a key's stream. */
  void addStream(byte[] key, int sign) {
    MaskStream stream = new MaskStream(key);
    if (bits == Integer.SIZE) {
      stream.addTo(narrow, sign);
    } else {
      stream.addTo(wide, sign);
    }
  }

  MaskedVector copy() {
    return zeros(bits, length()).add(this);
  }

  /** The integers, signed, a copy. */
  public long[] toLongs() {
    if (bits == Long.SIZE) {
      return wide.clone();
    }
    long[] out = new long[narrow.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = narrow[k];
    }
    return out;
  }

  /** The words, one after the other, each little-endian. */
  public byte[] toBytes() {
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(length(), bits / 8)).order(ByteOrder.LITTLE_ENDIAN);
    if (bits == Integer.SIZE) {
      out.asIntBuffer().put(narrow);
    } else {
      out.asLongBuffer().put(wide);
    }
    return out.array();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws ProtocolException when they are not a whole number of words
   */
  public static MaskedVector fromBytes(int bits, byte[] bytes) {
    int size = requireBits(bits) / 8;
    if (bytes.length % size != 0) {
      throw new ProtocolException(
          "cannot read masked integers: expected a multiple of "
              + size
              + " bytes, got "
              + bytes.length);
    }
    MaskedVector out = new MaskedVector(bits, bytes.length / size);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bits == Integer.SIZE) {
      in.asIntBuffer().get(out.narrow);
    } else {
      in.asLongBuffer().get(out.wide);
    }
    return out;
  }

  /** Shape only. */
  @Override
  public String toString() {
    return "MaskedVector[" + length() + " of " + bits + " bits]";
  }
}
