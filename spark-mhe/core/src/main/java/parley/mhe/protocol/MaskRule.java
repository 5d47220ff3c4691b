package parley.mhe.protocol;

import java.math.BigInteger;
import parley.mhe.ckks.CkksContext;

/**
 * How wide the masks of a refresh are. Immutable, thread-safe.
 *
 * <p>A mask is uniform in [-2^(b-1), 2^(b-1)) with b = lambda + ceil(log2 m), m the largest
 * coefficient that it hides, at its scale and with its noise: what it hides then shows with a
 * statistical distance of 2^-lambda at most. The masked sum must not wrap, hence log2 Q >= b + log2
 * N + 1 at the modulus of the input. A larger coefficient than stated wraps unnoticed and is hidden
 * less, so the bound has to hold (clipping).
 *
 * @param lambda statistical security in bits, at least 80
 * @param boundBits ceil(log2 m)
 */
public record MaskRule(int lambda, int boundBits) {
  /** Statistical security unless another is asked for. */
  public static final int DEFAULT_LAMBDA = 128;

  /** The least statistical security that is accepted. */
  public static final int LEAST_LAMBDA = 80;

  private static final int MOST_BITS = 4096;

  /**
   * @throws ProtocolException when lambda is below 80 or the bound makes no sense
   */
  public MaskRule {
    if (lambda < LEAST_LAMBDA || lambda > MOST_BITS) {
      throw new ProtocolException(
          "cannot choose masks: they would hide too little, expected lambda of "
              + LEAST_LAMBDA
              + " to "
              + MOST_BITS
              + " bits, got "
              + lambda);
    }
    if (boundBits < 0 || boundBits > MOST_BITS) {
      throw new ProtocolException(
          "cannot choose masks: no bound, expected 0 to "
              + MOST_BITS
              + " bits for the largest coefficient, got "
              + boundBits);
    }
  }

  /** lambda = 128 for coefficients of at most this size, noise included. */
  public static MaskRule of(double largestCoefficient) {
    return of(DEFAULT_LAMBDA, largestCoefficient);
  }

  /** The stated lambda for coefficients of at most this size, noise included. */
  public static MaskRule of(int lambda, double largestCoefficient) {
    if (!(largestCoefficient > 0) || Double.isInfinite(largestCoefficient)) {
      throw new IllegalArgumentException(
          "cannot choose masks: no bound, expected a positive number, got " + largestCoefficient);
    }
    return new MaskRule(lambda, Math.max(0, ceilLog2(largestCoefficient)));
  }

  static int ceilLog2(double positive) {
    int exponent = Math.getExponent(positive);
    return positive > Math.scalb(1.0, exponent) ? exponent + 1 : exponent;
  }

  /** b, the bits of a mask. */
  public int bits() {
    return lambda + boundBits;
  }

  /** Whether so many limbs hold the masked sum of so many providers. */
  public boolean fits(CkksContext context, int limbs, int parties) {
    BigInteger needed = BigInteger.valueOf(parties).shiftLeft(bits() + 1);
    return limbs >= 1 && limbs <= context.limbs() && context.modulus(limbs).compareTo(needed) >= 0;
  }

  /**
   * The least number of limbs that holds the masked sum.
   *
   * @throws ProtocolException when even all limbs of the context do not
   */
  public int limbsNeeded(CkksContext context, int parties) {
    for (int limbs = 1; limbs <= context.limbs(); limbs++) {
      if (fits(context, limbs, parties)) {
        return limbs;
      }
    }
    throw tooFew(context, context.limbs(), parties, "more than " + context.limbs());
  }

  /**
   * Refuses fewer limbs than the masked sum needs.
   *
   * @throws ProtocolException that names both
   */
  public void requireRoom(CkksContext context, int limbs, int parties) {
    if (!fits(context, limbs, parties)) {
      throw tooFew(context, limbs, parties, Integer.toString(limbsNeeded(context, parties)));
    }
  }

  /** The largest absolute value of a masked sum of so many providers. */
  BigInteger largestSum(int parties) {
    return BigInteger.valueOf(parties)
        .shiftLeft(bits() - 1)
        .add(BigInteger.ONE.shiftLeft(boundBits));
  }

  /**
   * Refuses a masked sum that no masks and no value within the bound add up to.
   *
   * @param protocol whose answers were added up
   * @param input number of the input
   */
  void requireSum(String protocol, BigInteger[] sum, int input, int parties) {
    BigInteger most = largestSum(parties);
    for (BigInteger integer : sum) {
      if (integer.abs().compareTo(most) > 0) {
        throw new ProtocolException(
            "cannot finalise "
                + protocol
                + ": the masked sum of input "
                + input
                + " is larger than its masks and bound allow, expected at most "
                + most.bitLength()
                + " bits, got "
                + integer.bitLength());
      }
    }
  }

  private ProtocolException tooFew(CkksContext context, int limbs, int parties, String needed) {
    return new ProtocolException(
        "cannot refresh: too few limbs for masks of "
            + bits()
            + " bits and "
            + parties
            + " parties, expected "
            + needed
            + " limbs, got "
            + limbs
            + " ("
            + context.modulus(limbs).bitLength()
            + " bits)");
  }
}
