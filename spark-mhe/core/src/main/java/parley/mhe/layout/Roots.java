package parley.mhe.layout;

import java.math.BigInteger;

/**
 * Cosines as integers, by square roots and products of integers alone, 146 bits wider than asked
 * for: the rounding is that of the true value. Stateless.
 */
final class Roots {
  private static final int GUARD_BITS = 146;

  private Roots() {}

  /** cos(pi k / n) times 2^bits for k = 0 .. n/2, to the nearest; n a power of two, at least 4. */
  static BigInteger[] quarterOfCosines(int n, int bits) {
    int wide = bits + GUARD_BITS;
    BigInteger one = BigInteger.ONE.shiftLeft(wide);
    int eighth = n / 4;
    int log = Integer.numberOfTrailingZeros(eighth);
    // [b]: of the angle pi 2^b / n, from that of a quarter of the circle on by halving.
    BigInteger[] baseCos = new BigInteger[log + 1];
    BigInteger[] baseSin = new BigInteger[log + 1];
    BigInteger above = BigInteger.ZERO;
    for (int b = log; b >= 0; b--) {
      baseCos[b] = one.add(above).shiftLeft(wide - 1).sqrt();
      baseSin[b] = one.subtract(above).shiftLeft(wide - 1).sqrt();
      above = baseCos[b];
    }
    BigInteger[] cos = new BigInteger[eighth + 1];
    BigInteger[] sin = new BigInteger[eighth + 1];
    cos[0] = one;
    sin[0] = BigInteger.ZERO;
    for (int b = 0; b <= log; b++) {
      for (int k = 0; k < 1 << b && k + (1 << b) <= eighth; k++) {
        int next = k + (1 << b);
        cos[next] =
            cos[k].multiply(baseCos[b]).subtract(sin[k].multiply(baseSin[b])).shiftRight(wide);
        sin[next] = cos[k].multiply(baseSin[b]).add(sin[k].multiply(baseCos[b])).shiftRight(wide);
      }
    }
    Factor round = new Factor(BigInteger.ONE, GUARD_BITS);
    BigInteger[] quarter = new BigInteger[n / 2 + 1];
    for (int k = 0; k <= eighth; k++) {
      quarter[k] = round.apply(cos[k]);
      quarter[n / 2 - k] = round.apply(sin[k]);
    }
    return quarter;
  }
}
