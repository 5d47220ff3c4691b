package parley.mhe.layout;

import java.math.BigInteger;
import java.util.Arrays;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Words;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/**
 * Signed integers of several words each: masks, masked sums and what a map makes of them. They may
 * be secret, so they are never shown, and {@link #wipe} overwrites them. Not thread-safe while it
 * is wiped; else immutable.
 */
public final class WideIntegers {
  private final long[] array;
  private final int words;

  private WideIntegers(long[] array, int words) {
    this.array = array;
    this.words = words;
  }

  /**
   * Takes over an array of integers in two's complement, {@code words} little-endian words each.
   */
  public static WideIntegers wrap(long[] array, int words) {
    if (words < 1 || array.length % words != 0) {
      throw new IllegalArgumentException(
          "cannot hold integers: expected a multiple of " + words + " words, got " + array.length);
    }
    return new WideIntegers(array, words);
  }

  /** The same integers, in as few words each as the largest needs. */
  public static WideIntegers of(BigInteger[] integers) {
    int bits = 0;
    for (BigInteger integer : integers) {
      bits = Math.max(bits, integer.bitLength());
    }
    int words = bits / Long.SIZE + 1;
    return new WideIntegers(Words.ofIntegers(integers, words), words);
  }

  /** Masks of a seed: the integers of {@link Samplers#masks}. */
  public static WideIntegers masks(Seed seed, int bits, int count) {
    return new WideIntegers(Samplers.maskWords(seed, bits, count), Samplers.wordsPerMask(bits));
  }

  /** The centred coefficients of a polynomial mod Q. */
  public static WideIntegers lift(Polynomial polynomial) {
    int words = polynomial.context().modulus(polynomial.limbs()).bitLength() / Long.SIZE + 1;
    return new WideIntegers(polynomial.centredWords(words), words);
  }

  /** The polynomial with these n coefficients, modulo the first {@code limbs} primes. */
  public Polynomial toPolynomial(CkksContext context, int limbs) {
    return Polynomial.ofCoefficients(context, limbs, array, words);
  }

  /** As many integers: first the {@code length} ones from {@code from} on, then zeros. */
  public WideIntegers first(int from, int length) {
    long[] moved = new long[array.length];
    System.arraycopy(array, from * words, moved, 0, length * words);
    return new WideIntegers(moved, words);
  }

  /** How many integers there are. */
  public int count() {
    return array.length / words;
  }

  /** Words of 64 bits of each. */
  public int words() {
    return words;
  }

  /** The integers. */
  public BigInteger[] toBigIntegers() {
    return Words.toIntegers(array, words);
  }

  /** Bits of the largest, without its sign: as {@link BigInteger#bitLength}. */
  public int bitLength() {
    int most = 0;
    for (int k = 0; k < count(); k++) {
      long sign = array[k * words + words - 1] >> (Long.SIZE - 1);
      int top = words - 1;
      while (top > 0 && array[k * words + top] == sign) {
        top--;
      }
      long word = array[k * words + top] ^ sign;
      most = Math.max(most, (top + 1) * Long.SIZE - Long.numberOfLeadingZeros(word));
    }
    return most;
  }

  /** Overwrites them; each is 0 then. */
  public void wipe() {
    Arrays.fill(array, 0);
  }

  /** The words; not a copy. */
  long[] array() {
    return array;
  }

  /** Word {@code w} of an integer; the sign beyond its last. */
  private long word(int k, int w) {
    return w < words ? array[k * words + w] : array[k * words + words - 1] >> (Long.SIZE - 1);
  }

  /** Whether the integers are the same, however many words they have. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof WideIntegers that) || count() != that.count()) {
      return false;
    }
    int most = Math.max(words, that.words);
    long difference = 0;
    for (int k = 0; k < count(); k++) {
      for (int w = 0; w < most; w++) {
        difference |= word(k, w) ^ that.word(k, w);
      }
    }
    return difference == 0;
  }

  /** Of their number alone, so that it tells nothing of them. */
  @Override
  public int hashCode() {
    return count();
  }

  /** Says only how many they are. */
  @Override
  public String toString() {
    return "WideIntegers[" + count() + ", not shown]";
  }
}
