package parley.mhe.layout;

import java.math.BigInteger;

/**
 * The canonical embedding on two real polynomials at once, in integers: coefficients to the real
 * parts of their slots, and real slots to coefficients.
 *
 * <p>The real parts of slots are the slots of the part of a polynomial that X -> 1/X leaves as it
 * is: s_0 = m_0, s_j = (m_j - m_(n-j))/2. With two of them, p + i q has the slots of p as real and
 * those of q as imaginary parts, and modulo X^(n/2) - i its n/2 complex coefficients are z_j = (p_j
 * + q_(n/2-j)) + i (q_j - p_(n/2-j)): one transform of n/2 points. Immutable, thread-safe.
 */
final class ExactTransform {
  private static final int TWIDDLE_BITS = 254;
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(Long.SIZE);

  private final int n;
  private final BigInteger[] cos;
  private final BigInteger[] sin;

  ExactTransform(int n) {
    this.n = n;
    BigInteger[][] roots = Roots.of(2 * n, TWIDDLE_BITS);
    this.cos = roots[0];
    this.sin = roots[1];
  }

  /** The real parts of n/2 slots of each. */
  BigInteger[][] slots(BigInteger[] first, BigInteger[] second) {
    int half = n / 2;
    BigInteger[] re = new BigInteger[half];
    BigInteger[] im = new BigInteger[half];
    for (int j = 0; j < half; j++) {
      re[j] = even(first, j).add(even(second, half - j));
      im[j] = even(second, j).subtract(even(first, half - j));
    }
    evaluate(re, im, 0, half, half);
    int[] order = order();
    BigInteger[][] out = new BigInteger[2][half];
    for (int k = 0; k < half; k++) {
      out[0][k] = re[order[k]];
      out[1][k] = im[order[k]];
    }
    return out;
  }

  /** n coefficients of each. */
  BigInteger[][] coefficients(BigInteger[] first, BigInteger[] second) {
    int half = n / 2;
    BigInteger[] re = new BigInteger[half];
    BigInteger[] im = new BigInteger[half];
    int[] order = order();
    for (int k = 0; k < half; k++) {
      re[order[k]] = first[k];
      im[order[k]] = second[k];
    }
    interpolate(re, im, 0, half, half);
    BigInteger[][] out = new BigInteger[2][n];
    out[0][0] = re[0];
    out[1][0] = im[0];
    for (int j = 1; j < half; j++) {
      out[0][j] = re[j].subtract(im[half - j]).shiftRight(1);
      out[1][j] = im[j].add(re[half - j]).shiftRight(1);
      out[0][n - j] = out[0][j].negate();
      out[1][n - j] = out[1][j].negate();
    }
    out[0][half] = BigInteger.ZERO;
    out[1][half] = BigInteger.ZERO;
    return out;
  }

  /** Coefficient j of the part that X -> 1/X leaves as it is, j at most n/2. */
  private BigInteger even(BigInteger[] m, int j) {
    if (j == 0) {
      return m[0];
    }
    return j == n / 2 ? BigInteger.ZERO : m[j].subtract(m[n - j]).shiftRight(1);
  }

  /**
   * In place: a polynomial modulo X^size - e^(i pi angle / n) to its values, bit-reversed: two
   * halves at a time, four quarters while there are.
   */
  private void evaluate(BigInteger[] re, BigInteger[] im, int begin, int size, int angle) {
    if (size == 1) {
      return;
    }
    int half = size / 2;
    for (int k = begin; k < begin + half; k++) {
      BigInteger[] turned = turn(re[k + half], im[k + half], angle / 2);
      re[k + half] = re[k].subtract(turned[0]);
      im[k + half] = im[k].subtract(turned[1]);
      re[k] = re[k].add(turned[0]);
      im[k] = im[k].add(turned[1]);
    }
    evaluate(re, im, begin, half, angle / 2);
    evaluate(re, im, begin + half, half, angle / 2 + n);
  }

  /** The inverse of {@link #evaluate}. */
  private void interpolate(BigInteger[] re, BigInteger[] im, int begin, int size, int angle) {
    if (size == 1) {
      return;
    }
    int half = size / 2;
    interpolate(re, im, begin, half, angle / 2);
    interpolate(re, im, begin + half, half, angle / 2 + n);
    for (int k = begin; k < begin + half; k++) {
      BigInteger[] turned =
          turn(
              re[k].subtract(re[k + half]).shiftRight(1),
              im[k].subtract(im[k + half]).shiftRight(1),
              2 * n - angle / 2);
      re[k] = re[k].add(re[k + half]).shiftRight(1);
      im[k] = im[k].add(im[k + half]).shiftRight(1);
      re[k + half] = turned[0];
      im[k + half] = turned[1];
    }
  }

  private BigInteger[] turn(BigInteger re, BigInteger im, int angle) {
    BigInteger c = cos[angle % (2 * n)];
    BigInteger s = sin[angle % (2 * n)];
    return new BigInteger[] {
      multiply(re, c).subtract(multiply(im, s)), multiply(re, s).add(multiply(im, c))
    };
  }

  /** a b / 2^254 without the products of the lowest words, which a truncated product leaves out. */
  private static BigInteger multiply(BigInteger a, BigInteger b) {
    BigInteger[] x = {a.mod(WORD), a.shiftRight(Long.SIZE).mod(WORD)};
    BigInteger[] y = {b.mod(WORD), b.shiftRight(Long.SIZE).mod(WORD)};
    BigInteger low =
        x[0].multiply(y[1]).add(x[1].multiply(y[0])).shiftLeft(Long.SIZE).add(x[0].multiply(y[0]));
    return a.multiply(b).subtract(low).shiftRight(TWIDDLE_BITS);
  }

  /** Where slot k, at the root to the power 5^k, is among the values. */
  private int[] order() {
    int half = n / 2;
    int[] exponents = new int[half];
    exponents[0] = half;
    for (int size = half; size > 1; size /= 2) {
      for (int i = 0; i < half; i += size) {
        int angle = exponents[i] / 2;
        exponents[i] = angle;
        exponents[i + size / 2] = angle + n;
      }
    }
    int[] at = new int[2 * n];
    for (int i = 0; i < half; i++) {
      at[exponents[i] % (2 * n)] = i;
    }
    int[] order = new int[half];
    int power = 1;
    for (int k = 0; k < half; k++) {
      order[k] = at[power];
      power = power * 5 % (2 * n);
    }
    return order;
  }
}
