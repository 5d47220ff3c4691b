package parley.mhe.layout;

import parley.mhe.binding.Native;

/** Numbers of 256 bits in arrays, four little-endian words each in two's complement. Stateless. */
final class FixedWords {
  static final int WORDS = 4;

  private FixedWords() {}

  /** Adds number {@code j} of {@code more} to number {@code i} of {@code sum}. */
  static void add(long[] sum, int i, long[] more, int j) {
    long carry = 0;
    for (int w = 0; w < WORDS; w++) {
      long a = sum[i * WORDS + w];
      long b = more[j * WORDS + w];
      long s = a + b + carry;
      carry = ((a & b) | ((a | b) & ~s)) >>> (Long.SIZE - 1);
      sum[i * WORDS + w] = s;
    }
  }

  /** In place: each over 2^bits, bits from 1 to 62, halves upwards. */
  static void round(long[] numbers, int bits) {
    for (int k = 0; k < numbers.length; k += WORDS) {
      long carry = 1L << (bits - 1);
      for (int w = 0; w < WORDS; w++) {
        long a = numbers[k + w];
        long s = a + carry;
        carry = (a & ~s) >>> (Long.SIZE - 1);
        numbers[k + w] = s;
      }
      for (int w = 0; w < WORDS - 1; w++) {
        numbers[k + w] = numbers[k + w] >>> bits | numbers[k + w + 1] << (Long.SIZE - bits);
      }
      numbers[k + WORDS - 1] >>= bits;
    }
  }

  /**
   * Integers times numerator / 2^shift, a negative shift multiplies, halves upwards.
   *
   * @param numerator in two's complement
   * @return the index of a number that is not below 5/4 2^limitBits, or -1
   */
  static int scale(WideIntegers in, long[] numerator, int shift, int limitBits, long[] out) {
    return Native.wideScale(
        in.array(),
        in.words(),
        in.count(),
        numerator,
        numerator.length,
        shift,
        Math.max(limitBits, 2),
        out);
  }
}
