package parley.mhe.layout;

import java.math.BigInteger;

/**
 * The arithmetic of the native transform, step by step on big integers: every product without its
 * lowest words, every rounding down, in the same places. {@link ConversionMapIT} compares it with
 * the definition.
 */
final class ExactTransform {
  private static final int FACTOR_BITS = 254;
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(Long.SIZE);

  private final int n;
  private final int half;
  private final BigInteger[] quarter;
  private final int[] order;

  ExactTransform(int n) {
    this.n = n;
    this.half = n / 2;
    this.quarter = Roots.quarterOfCosines(n, FACTOR_BITS);
    int[] angles = new int[half];
    angles(angles, 0, half, half);
    int[] at = new int[2 * n];
    for (int i = 0; i < half; i++) {
      at[angles[i]] = i;
    }
    this.order = new int[half];
    int power = 1;
    for (int k = 0; k < half; k++) {
      order[k] = at[power];
      power = power * 5 % (2 * n);
    }
  }

  private record Complex(BigInteger re, BigInteger im) {
    Complex plus(Complex o) {
      return new Complex(re.add(o.re), im.add(o.im));
    }

    Complex minus(Complex o) {
      return new Complex(re.subtract(o.re), im.subtract(o.im));
    }

    Complex timesI() {
      return new Complex(im.negate(), re);
    }

    Complex down(int bits) {
      return new Complex(re.shiftRight(bits), im.shiftRight(bits));
    }

    Complex times(Complex w) {
      return new Complex(
          product(re, w.re).subtract(product(im, w.im)).shiftRight(FACTOR_BITS),
          product(re, w.im).add(product(im, w.re)).shiftRight(FACTOR_BITS));
    }

    Complex timesConjugate(Complex w) {
      return new Complex(
          product(re, w.re).add(product(im, w.im)).shiftRight(FACTOR_BITS),
          product(im, w.re).subtract(product(re, w.im)).shiftRight(FACTOR_BITS));
    }
  }

  /** Without the products of words that end below bit 128. */
  private static BigInteger product(BigInteger a, BigInteger b) {
    BigInteger[] x = {a.mod(WORD), a.shiftRight(Long.SIZE).mod(WORD)};
    BigInteger[] y = {b.mod(WORD), b.shiftRight(Long.SIZE).mod(WORD)};
    BigInteger middle = x[0].multiply(y[1]).add(x[1].multiply(y[0])).shiftLeft(Long.SIZE);
    return a.multiply(b)
        .subtract(middle)
        .subtract(x[0].multiply(y[0]))
        .shiftRight(128)
        .shiftLeft(128);
  }

  BigInteger[][] slots(BigInteger[] first, BigInteger[] second) {
    Complex[] z = new Complex[half];
    for (int j = 0; j < half; j++) {
      z[j] =
          new Complex(
              even(first, j).add(even(second, half - j)),
              even(second, j).subtract(even(first, half - j)));
    }
    evaluate(z, 0, half, half);
    BigInteger[][] out = new BigInteger[2][half];
    for (int k = 0; k < half; k++) {
      out[0][k] = z[order[k]].re;
      out[1][k] = z[order[k]].im;
    }
    return out;
  }

  BigInteger[][] coefficients(BigInteger[] first, BigInteger[] second, int fraction) {
    Complex[] z = new Complex[half];
    for (int k = 0; k < half; k++) {
      z[order[k]] = new Complex(first[k], second[k]);
    }
    interpolate(z, 0, half, half);
    Factor round = new Factor(BigInteger.ONE, fraction);
    BigInteger[][] out = new BigInteger[2][n];
    out[0][0] = round.apply(z[0].re);
    out[1][0] = round.apply(z[0].im);
    for (int j = 1; j < half; j++) {
      out[0][j] = round.half().apply(z[j].re.subtract(z[half - j].im));
      out[1][j] = round.half().apply(z[j].im.add(z[half - j].re));
      out[0][n - j] = out[0][j].negate();
      out[1][n - j] = out[1][j].negate();
    }
    out[0][half] = BigInteger.ZERO;
    out[1][half] = BigInteger.ZERO;
    return out;
  }

  private BigInteger even(BigInteger[] m, int j) {
    return j == 0 ? m[0] : m[j].subtract(m[n - j]).shiftRight(1);
  }

  /** Two parts where the number of layers is odd and it is the first, else four. */
  private boolean inTwo(int size) {
    return size == half && Integer.numberOfTrailingZeros(size) % 2 == 1;
  }

  private static int[] children(int angle, int n) {
    return new int[] {angle / 4, angle / 4 + n, (angle / 2 + n) / 2, (angle / 2 + n) / 2 + n};
  }

  /** A polynomial modulo X^size - e^(i pi angle / n) to its values, in place. */
  private void evaluate(Complex[] z, int begin, int size, int angle) {
    if (size == 1) {
      return;
    }
    int step = size / (inTwo(size) ? 2 : 4);
    for (int k = begin; k < begin + step; k++) {
      Complex a = z[k];
      if (inTwo(size)) {
        Complex b = z[k + step].times(root(angle / 2));
        z[k] = a.plus(b);
        z[k + step] = a.minus(b);
      } else {
        Complex b = z[k + step].times(root(angle / 4));
        Complex c = z[k + 2 * step].times(root(angle / 2));
        Complex d = z[k + 3 * step].times(root(3 * angle / 4));
        z[k] = a.plus(c).plus(b.plus(d));
        z[k + step] = a.plus(c).minus(b.plus(d));
        z[k + 2 * step] = a.minus(c).plus(b.minus(d).timesI());
        z[k + 3 * step] = a.minus(c).minus(b.minus(d).timesI());
      }
    }
    int[] next = inTwo(size) ? new int[] {angle / 2, angle / 2 + n} : children(angle, n);
    for (int part = 0; part < next.length; part++) {
      evaluate(z, begin + part * step, step, next[part]);
    }
  }

  private void interpolate(Complex[] z, int begin, int size, int angle) {
    if (size == 1) {
      return;
    }
    int step = size / (inTwo(size) ? 2 : 4);
    int[] next = inTwo(size) ? new int[] {angle / 2, angle / 2 + n} : children(angle, n);
    for (int part = 0; part < next.length; part++) {
      interpolate(z, begin + part * step, step, next[part]);
    }
    for (int k = begin; k < begin + step; k++) {
      if (inTwo(size)) {
        Complex a = z[k];
        z[k] = a.plus(z[k + step]).down(1);
        z[k + step] = a.minus(z[k + step]).down(1).timesConjugate(root(angle / 2));
      } else {
        Complex even = z[k].plus(z[k + step]);
        Complex plus = z[k].minus(z[k + step]);
        Complex odd = z[k + 2 * step].plus(z[k + 3 * step]);
        Complex minus = z[k + 2 * step].minus(z[k + 3 * step]).timesI();
        z[k] = even.plus(odd).down(2);
        z[k + step] = plus.minus(minus).down(2).timesConjugate(root(angle / 4));
        z[k + 2 * step] = even.minus(odd).down(2).timesConjugate(root(angle / 2));
        z[k + 3 * step] = plus.plus(minus).down(2).timesConjugate(root(3 * angle / 4));
      }
    }
  }

  /** The angle of each value. */
  private void angles(int[] angles, int begin, int size, int angle) {
    if (size == 1) {
      angles[begin] = angle % (2 * n);
      return;
    }
    int[] next = inTwo(size) ? new int[] {angle / 2, angle / 2 + n} : children(angle, n);
    for (int part = 0; part < next.length; part++) {
      angles(angles, begin + part * size / next.length, size / next.length, next[part]);
    }
  }

  private Complex root(int angle) {
    int within = angle % (2 * n);
    Complex w = new Complex(quarter[within % half], quarter[half - within % half]);
    for (int i = 0; i < within / half; i++) {
      w = w.timesI();
    }
    return w;
  }
}
