package parley.fl.protection.encrypted.network.packing;

import java.util.Arrays;
import java.util.stream.Collectors;
import parley.fl.plan.PlanException;
import parley.mhe.ckks.CkksParameters;

/**
 * The chains of primes that networks live in: a first one of {@value #FIRST_BITS} bits, and others.
 * An iteration uses the same number of lower limbs in both, see {@link NetworkLevels}.
 */
public enum NetworkRing {
  /** 60 + 5 x 45 bits in 3 digits, log QP 405: the weights are opened when they are trained. */
  TRAINING(6, 45, 3),
  /**
   * 60 + 7 x 44 bits in 8 digits, log QP 428: the weights stay sealed, and what they answer is
   * computed at scales beside which the noise of it can be hidden.
   */
  PREDICTION(8, 44, 8);

  /** Bits of the first prime. */
  public static final int FIRST_BITS = 60;

  private final int limbs;
  private final int scaleBits;
  private final int digits;

  NetworkRing(int limbs, int scaleBits, int digits) {
    this.limbs = limbs;
    this.scaleBits = scaleBits;
    this.digits = digits;
  }

  /**
   * The ring of a training.
   *
   * @param reveal whether the weights are opened, or stay sealed
   * @param sigmoid whether it evaluates one, which takes four levels between two refreshes
   */
  public static NetworkRing of(boolean reveal, boolean sigmoid) {
    return reveal && !sigmoid ? TRAINING : PREDICTION;
  }

  /**
   * The ring with so many limbs.
   *
   * @throws PlanException when there is none
   */
  public static NetworkRing ofLimbs(int limbs) {
    return Arrays.stream(values())
        .filter(ring -> ring.limbs == limbs)
        .findFirst()
        .orElseThrow(
            () ->
                new PlanException(
                    "cannot plan a network: the ring is another, expected "
                        + Arrays.stream(values())
                            .map(ring -> ring.limbs + "")
                            .collect(Collectors.joining(" or "))
                        + " limbs, got "
                        + limbs));
  }

  /** Limbs of all. */
  public int limbs() {
    return limbs;
  }

  /** Bits of the primes behind the first. */
  public int scaleBits() {
    return scaleBits;
  }

  /** Its primes to the nearest power of two, for estimates before there is a context. */
  public long[] sizes() {
    long[] sizes = new long[limbs];
    Arrays.fill(sizes, 1L << scaleBits);
    sizes[0] = 1L << FIRST_BITS;
    return sizes;
  }

  /** The ring's parameters at a dimension. */
  public CkksParameters parameters(int logRingDimension, boolean insecure) {
    return CkksParameters.builder()
        .logRingDimension(logRingDimension)
        .firstPrimeBits(FIRST_BITS)
        .scaleBits(scaleBits)
        .limbs(limbs)
        .digits(digits)
        .insecure(insecure)
        .build();
  }
}
