package parley.fl.sum.masked;

import java.math.BigInteger;
import parley.fl.sum.SumSpec;
import parley.mhe.masking.MaskedVector;
import parley.mhe.masking.MaskingStep;

/**
 * How the numbers of a sum lie in words that wrap: one word each where the sum of all providers has
 * room in 32 or 64 bits; else as digits v = w_0 + w_1 2^32 + .., all but the last of 0 to 2^32 - 1,
 * in words of 64 bits, so that each digit's sum has room. Immutable, thread-safe.
 *
 * @param spec the sum
 * @param bits of a word
 * @param digits of each number
 */
record MaskedDigits(SumSpec spec, int bits, int digits) {
  private static final int DIGIT_BITS = 32;
  private static final BigInteger MASK =
      BigInteger.ONE.shiftLeft(DIGIT_BITS).subtract(BigInteger.ONE);

  static MaskedDigits of(SumSpec spec, int providers) {
    int sum = spec.largestSum(providers).bitLength();
    if (sum < Integer.SIZE) {
      return new MaskedDigits(spec, Integer.SIZE, 1);
    }
    if (sum < Long.SIZE) {
      return new MaskedDigits(spec, Long.SIZE, 1);
    }
    int digits = (spec.bound().bitLength() + DIGIT_BITS - 1) / DIGIT_BITS;
    // The last has the sign, and is at most 2^32 either way: 2^30 of them have room.
    return new MaskedDigits(spec, Long.SIZE, digits);
  }

  /** The step that carries it. */
  MaskingStep step() {
    return new MaskingStep(
        spec.step(),
        spec.words(),
        spec.openings(),
        bits,
        Math.multiplyExact(spec.length(), digits));
  }

  /** A provider's numbers as words. */
  MaskedVector split(BigInteger[] numbers) {
    long[] words = new long[numbers.length * digits];
    for (int k = 0; k < numbers.length; k++) {
      BigInteger left = numbers[k];
      for (int d = 0; d < digits - 1; d++) {
        words[k * digits + d] = left.and(MASK).longValueExact();
        left = left.shiftRight(DIGIT_BITS);
      }
      words[k * digits + digits - 1] = left.longValueExact();
    }
    return MaskedVector.of(bits, words);
  }

  /** Numbers of their summed words. */
  BigInteger[] join(long[] words) {
    BigInteger[] numbers = new BigInteger[spec.length()];
    for (int k = 0; k < numbers.length; k++) {
      BigInteger number = BigInteger.ZERO;
      for (int d = digits - 1; d >= 0; d--) {
        number = number.shiftLeft(DIGIT_BITS).add(BigInteger.valueOf(words[k * digits + d]));
      }
      numbers[k] = number;
    }
    return numbers;
  }
}
