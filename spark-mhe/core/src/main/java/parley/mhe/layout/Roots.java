package parley.mhe.layout;

import java.math.BigInteger;

/** Roots of unity as integers, by square roots and products of integers alone. Stateless. */
final class Roots {
  private static final int GUARD_BITS = 146;

  private Roots() {}

  /** cos and sin of 2 pi k / order times 2^bits, to the nearest; order a power of two. */
  static BigInteger[][] of(int order, int bits) {
    int wide = bits + GUARD_BITS;
    BigInteger one = BigInteger.ONE.shiftLeft(wide);
    int log = Integer.numberOfTrailingZeros(order);
    BigInteger[] cos = new BigInteger[order];
    BigInteger[] sin = new BigInteger[order];
    BigInteger[] baseCos = new BigInteger[log];
    BigInteger[] baseSin = new BigInteger[log];
    baseCos[log - 1] = one.negate();
    baseSin[log - 1] = BigInteger.ZERO;
    for (int b = log - 2; b >= 0; b--) {
      baseCos[b] = one.add(baseCos[b + 1]).shiftLeft(wide - 1).sqrt();
      baseSin[b] = one.subtract(baseCos[b + 1]).shiftLeft(wide - 1).sqrt();
    }
    cos[0] = one;
    sin[0] = BigInteger.ZERO;
    for (int b = 0; b < log; b++) {
      for (int k = 0; k < 1 << b; k++) {
        int next = k + (1 << b);
        cos[next] =
            cos[k].multiply(baseCos[b]).subtract(sin[k].multiply(baseSin[b])).shiftRight(wide);
        sin[next] = cos[k].multiply(baseSin[b]).add(sin[k].multiply(baseCos[b])).shiftRight(wide);
      }
    }
    Factor round = new Factor(BigInteger.ONE, GUARD_BITS);
    for (int k = 0; k < order; k++) {
      cos[k] = round.apply(cos[k]);
      sin[k] = round.apply(sin[k]);
    }
    return new BigInteger[][] {cos, sin};
  }
}
