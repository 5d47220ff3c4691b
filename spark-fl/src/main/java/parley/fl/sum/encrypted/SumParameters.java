package parley.fl.sum.encrypted;

import java.math.BigInteger;
import java.util.List;
import parley.error.ParleyException;
import parley.fl.sum.SumSpec;
import parley.mhe.ckks.CkksParameters;

/**
 * The ring for sums that are opened outside of a training: n = 2^13, where integers are
 * coefficients and need one level, with the fewest limbs that carry them at 128 bits. Stateless,
 * thread-safe.
 */
public final class SumParameters {
  private static final int LOG_RING = 13;
  private static final int FIRST_PRIME_BITS = 60;

  /** Limbs and bits of their primes after the first; the last is all that 128 bits allow. */
  private static final int[][] CHOICES = {{2, 45}, {3, 45}, {3, 47}};

  private SumParameters() {}

  /**
   * The smallest parameters for these sums.
   *
   * @throws ParleyException when none carries them
   */
  public static CkksParameters choose(List<SumSpec> specs, int providers) {
    for (int[] choice : CHOICES) {
      int bits = bits(choice);
      if (specs.stream().allMatch(spec -> fits(spec, specs, providers, bits))) {
        return CkksParameters.builder()
            .logRingDimension(LOG_RING)
            .firstPrimeBits(FIRST_PRIME_BITS)
            .scaleBits(choice[1])
            .limbs(choice[0])
            .digits(choice[0])
            .build();
      }
    }
    int bits = bits(CHOICES[CHOICES.length - 1]);
    for (SumSpec spec : specs) {
      if (!fits(spec, specs, providers, bits)) {
        throw tooLarge(spec, specs, providers, bits);
      }
    }
    throw new IllegalStateException("cannot choose parameters: no sum is too large for them");
  }

  private static int bits(int[] choice) {
    return FIRST_PRIME_BITS + (choice[0] - 1) * choice[1];
  }

  /** Whether the largest parameters carry a sum, each number in one coefficient. */
  static boolean carries(SumSpec spec, List<SumSpec> all, int providers) {
    return fits(spec, all, providers, bits(CHOICES[CHOICES.length - 1]));
  }

  /** The sum and its noise, which is below a unit, stay below half of the modulus. */
  private static boolean fits(SumSpec spec, List<SumSpec> all, int providers, int modulusBits) {
    return spec.largestSum(providers).add(BigInteger.ONE).bitLength()
        <= roomBits(spec, all, providers, modulusBits);
  }

  /** log2 of what a sum must be below, one bit for its sign and one for primes below their size. */
  private static int roomBits(SumSpec spec, List<SumSpec> all, int providers, int modulusBits) {
    int scale =
        SumSteps.fractionBits(
            spec, 1 << LOG_RING, providers, SumSteps.openings(all, 1 << LOG_RING));
    return modulusBits - 2 - scale;
  }

  private static ParleyException tooLarge(
      SumSpec spec, List<SumSpec> all, int providers, int modulusBits) {
    return new ParleyException(
        "cannot add up "
            + spec.words()
            + ": the integers have no room beside the smudging of "
            + providers
            + " providers, expected sums below 2^"
            + roomBits(spec, all, providers, modulusBits)
            + " units, got up to 2^"
            + (spec.largestSum(providers).bitLength())
            + "; open fewer numbers, or fewer times");
  }
}
