package parley.mhe.ckks;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Signed integers as little-endian words in two's complement, and back. Stateless. */
public final class Words {
  private Words() {}

  /** The integers of an array that holds {@code wordsPerInteger} words each. */
  public static BigInteger[] toIntegers(long[] words, int wordsPerInteger) {
    BigInteger[] out = new BigInteger[words.length / wordsPerInteger];
    byte[] bytes = new byte[wordsPerInteger * Long.BYTES];
    ByteBuffer big = ByteBuffer.wrap(bytes);
    for (int k = 0; k < out.length; k++) {
      for (int w = 0; w < wordsPerInteger; w++) {
        big.putLong((wordsPerInteger - 1 - w) * Long.BYTES, words[k * wordsPerInteger + w]);
      }
      out[k] = new BigInteger(bytes);
    }
    return out;
  }

  /**
   * The inverse of {@link #toIntegers}.
   *
   * @throws IllegalArgumentException if an integer does not fit
   */
  public static long[] ofIntegers(BigInteger[] integers, int wordsPerInteger) {
    long[] out = new long[integers.length * wordsPerInteger];
    for (int k = 0; k < integers.length; k++) {
      if (integers[k].bitLength() >= wordsPerInteger * Long.SIZE) {
        throw new IllegalArgumentException(
            "cannot pack integer: expected below "
                + wordsPerInteger * Long.SIZE
                + " bits, got "
                + integers[k].bitLength());
      }
      for (int w = 0; w < wordsPerInteger; w++) {
        out[k * wordsPerInteger + w] = integers[k].shiftRight(w * Long.SIZE).longValue();
      }
    }
    return out;
  }
}
