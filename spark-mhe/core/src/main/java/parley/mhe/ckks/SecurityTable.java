package parley.mhe.ckks;

/**
 * How large a modulus QP may be for 128 bits of security: a classical estimate for uniform ternary
 * secrets and errors of deviation 3.19, from the tables of Bossuat et al., "Security Guidelines for
 * Implementing Homomorphic Encryption" (<a href="https://eprint.iacr.org/2024/463">ePrint
 * 2024/463</a>). The limits of the Homomorphic Encryption Standard of 2018 were up to 15 bits
 * higher; by today's attacks these have about 126 bits. Stateless, thread-safe.
 */
public final class SecurityTable {
  /** Bits of security that the table is for. */
  public static final int BITS = 128;

  /** Primes are a little below or above the power of two that they are named by. */
  private static final double TOLERANCE = .01;

  private SecurityTable() {}

  /** Largest log2 QP for n = 2^logRingDimension; 0 where the table has no row. */
  public static int mostLogQP(int logRingDimension) {
    return switch (logRingDimension) {
      case 10 -> 26;
      case 11 -> 53;
      case 12 -> 106;
      case 13 -> 214;
      case 14 -> 430;
      case 15 -> 868;
      case 16 -> 1747;
      default -> 0;
    };
  }

  /**
   * Bits of security of a modulus: {@value #BITS}, which stands for at least as many, or fewer for
   * one above the limit, where the bits fall as log2 QP grows.
   */
  static int bits(int logRingDimension, double logQP) {
    double limit = mostLogQP(logRingDimension);
    return logQP <= limit + TOLERANCE ? BITS : (int) Math.floor(BITS * limit / logQP);
  }
}
