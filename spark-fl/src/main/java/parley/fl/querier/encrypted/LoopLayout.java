package parley.fl.querier.encrypted;

import java.util.List;
import parley.error.ParleyException;
import parley.fl.family.circuit.FittedCircuit;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.protocol.MaskRule;

/**
 * Ring, limbs and scales of a fit, which follow from how many providers there are and how many
 * blocks of rows the largest of them has. Immutable, thread-safe.
 *
 * @param parameters of the ring
 * @param gradientScaleBits log2 of the scale of plain rows that meet the polynomial's values
 * @param providers how many
 * @param rowBlocks blocks of {@link #BLOCK} rows that no provider has more of
 */
record LoopLayout(CkksParameters parameters, int gradientScaleBits, int providers, int rowBlocks) {
  /** Rows of a block, in which providers' rows are counted: slots of the smaller ring. */
  static final int BLOCK = 1 << 13;

  /** The margin's inner product takes one, the polynomial four. */
  private static final int LEVELS = 5;

  /** log2 of the scale of what is opened. */
  static final int OPENED_SCALE_BITS = 90;

  /**
   * log2 of a bound on a mean over rows. By Cauchy and Schwarz it is at most the root mean squares
   * of a column on the told scale, which is below 1, and of the function's values times the
   * factors: below 55 at the far end of every interval.
   */
  private static final int MEAN_BITS = 6;

  private static final int FIRST_PRIME_BITS = 60;
  private static final int LIMBS = 10;

  private record Ring(int log, int scaleBits, int digits, int gradientScaleBits) {
    CkksParameters parameters() {
      return CkksParameters.builder()
          .logRingDimension(log)
          .firstPrimeBits(FIRST_PRIME_BITS)
          .scaleBits(scaleBits)
          .limbs(LIMBS)
          .digits(digits)
          .build();
    }
  }

  /** At 128 bits; the second has room for any number of rows and providers. */
  private static final List<Ring> RINGS =
      List.of(new Ring(14, 34, 10, 18), new Ring(15, 45, 2, 24));

  /**
   * The smaller ring whose masks fit.
   *
   * @throws ParleyException if there are too many rows
   */
  static LoopLayout choose(int providers, int rowBlocks) {
    for (Ring ring : RINGS) {
      LoopLayout layout =
          new LoopLayout(ring.parameters(), ring.gradientScaleBits(), providers, rowBlocks);
      if (layout.fits()) {
        return layout;
      }
    }
    throw new ParleyException(
        "cannot fit with encrypted coefficients: there are more rows than any ring has room for,"
            + " expected fewer providers or rows, got "
            + providers
            + " providers of up to "
            + (long) rowBlocks * BLOCK
            + " rows");
  }

  /**
   * That of a plan.
   *
   * @throws ParleyException for parameters that no fit has
   */
  static LoopLayout of(CkksParameters parameters, int providers, int rowBlocks) {
    for (Ring ring : RINGS) {
      if (ring.parameters().equals(parameters)) {
        return new LoopLayout(parameters, ring.gradientScaleBits(), providers, rowBlocks);
      }
    }
    throw new ParleyException(
        "cannot plan a fit with encrypted coefficients: expected one of "
            + RINGS.stream().map(Ring::parameters).toList()
            + ", got "
            + parameters);
  }

  private boolean fits() {
    int below = FIRST_PRIME_BITS + (refreshLimbs() - 1) * parameters.scaleBits();
    double largest = bound() * Math.scalb(1.0, parameters.scaleBits() + gradientScaleBits);
    int masks = MaskRule.DEFAULT_LAMBDA + Math.getExponent(largest) + 1;
    // A bit for the sign, and one for primes below their nominal size.
    return masks + Math.log(providers) / Math.log(2) + 2 <= below;
  }

  int topLimbs() {
    return parameters.limbs();
  }

  int refreshLimbs() {
    return parameters.limbs() - LEVELS;
  }

  /** Room for what is opened, with four bits for sign and smudging. */
  int openedLimbs() {
    int limbs = 1;
    while (FIRST_PRIME_BITS + (limbs - 1) * parameters.scaleBits()
        < OPENED_SCALE_BITS + MEAN_BITS + 4) {
      limbs++;
    }
    return limbs;
  }

  /** Bound on a mean over rows. */
  double meanBound() {
    return 1 << MEAN_BITS;
  }

  /** Bound on a mean over slots of the sum of all blocks of all providers. */
  double bound() {
    return meanBound() * providers * rowBlocks;
  }

  /** Scale of the encrypted coefficients and of the margins. */
  double coefficientScale() {
    return Math.scalb(1.0, parameters.scaleBits());
  }

  /** Scale of the rows that meet the coefficients. */
  double rowScale(long[] primes) {
    return primes[topLimbs() - 1];
  }

  /** Scale of the rows that meet the polynomial's values. */
  double gradientRowScale() {
    return Math.scalb(1.0, gradientScaleBits);
  }

  /** True scale of what is uploaded. */
  double uploadScale(long[] primes) {
    return FittedCircuit.SCALES.output(primes, topLimbs() - 1, coefficientScale())
        * gradientRowScale();
  }

  static double openedScale() {
    return Math.scalb(1.0, OPENED_SCALE_BITS);
  }
}
