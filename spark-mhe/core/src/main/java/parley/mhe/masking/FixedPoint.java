package parley.mhe.masking;

import java.math.BigDecimal;
import java.math.BigInteger;
import parley.error.InvalidDataException;

/**
 * Doubles as whole units of 2^-f, rounded half to even, with room for the sum of all providers:
 * what has none is refused, never wrapped or cut. The sum of N numbers is off by N 2^-(f+1) at
 * most. Immutable, thread-safe.
 *
 * @param bits of a word, 32 or 64
 * @param fractionBits f
 * @param maxAbs bound of each number
 */
public record FixedPoint(int bits, int fractionBits, double maxAbs) {
  /** A double's own. */
  private static final int MOST_FRACTION_BITS = 52;

  /** Deviations of noise that the words have room for beside the sum. */
  private static final int DEVIATIONS = 10;

  public FixedPoint {
    MaskedVector.requireBits(bits);
    if (fractionBits < 0 || fractionBits > MOST_FRACTION_BITS) {
      throw new IllegalArgumentException(
          "cannot round numbers: expected 0 to "
              + MOST_FRACTION_BITS
              + " fraction bits, got "
              + fractionBits);
    }
    if (!(maxAbs > 0 && maxAbs < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "cannot round numbers: expected a finite bound above 0, got " + maxAbs);
    }
  }

  /**
   * The finest units in which the sum has room.
   *
   * @param bits of a word, 32 or 64
   * @param providers how many numbers are added up
   * @param maxAbs bound of each
   * @param noise standard deviation of the sum's noise, in the numbers' own unit; 0 for none
   * @throws IllegalArgumentException when not even whole numbers have room
   */
  public static FixedPoint finest(int bits, int providers, double maxAbs, double noise) {
    for (int f = MOST_FRACTION_BITS; f >= 0; f--) {
      FixedPoint units = new FixedPoint(bits, f, maxAbs);
      if (units.holds(providers, noise)) {
        return units;
      }
    }
    throw new IllegalArgumentException(
        "cannot round numbers: the words have no room for the sum, expected "
            + providers
            + " numbers of at most "
            + maxAbs
            + " below 2^"
            + (bits - 1)
            + ", got more; take words of 64 bits or a smaller bound");
  }

  /** Whether N maxAbs 2^f and 10 deviations of the noise stay below 2^(bits-1). */
  public boolean holds(int providers, double noise) {
    BigDecimal largest =
        new BigDecimal(maxAbs)
            .multiply(BigDecimal.valueOf(providers))
            .add(new BigDecimal(noise).multiply(BigDecimal.valueOf(DEVIATIONS)))
            .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(fractionBits)));
    return largest.compareTo(new BigDecimal(BigInteger.ONE.shiftLeft(bits - 1))) < 0;
  }

  /**
   * Numbers in whole units.
   *
   * @param provider whose they are, for the error
   * @throws InvalidDataException when one is not a number or beyond the bound; it is not shown
   */
  public long[] quantise(String provider, double[] numbers) {
    double scale = Math.scalb(1.0, fractionBits);
    long[] units = new long[numbers.length];
    for (int k = 0; k < numbers.length; k++) {
      if (!(Math.abs(numbers[k]) <= maxAbs)) {
        throw new InvalidDataException(
            "cannot mask number "
                + k
                + " of "
                + provider
                + ": "
                + (Double.isNaN(numbers[k]) ? "it is none" : "it is out of range")
                + ", expected -"
                + maxAbs
                + " to "
                + maxAbs);
      }
      units[k] = (long) Math.rint(numbers[k] * scale);
    }
    return units;
  }

  /** Whole units as numbers. */
  public double[] restore(long[] units) {
    double[] numbers = new double[units.length];
    for (int k = 0; k < units.length; k++) {
      numbers[k] = Math.scalb((double) units[k], -fractionBits);
    }
    return numbers;
  }
}
