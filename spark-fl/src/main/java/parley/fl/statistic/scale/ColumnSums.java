package parley.fl.statistic.scale;

import parley.fl.sum.FixedSums;

/**
 * Adds up values and their squares faster than one by one: mantissas by exponent, in whole numbers,
 * a block at a time. The same bits: a value of an eighth and more, and its square, are whole
 * numbers of units of 2^-110, so that nothing is rounded; smaller ones, and those near the largest,
 * are added one by one. For one thread.
 */
final class ColumnSums {
  /** Exponents of values that are added by their mantissas; a block's squares stay below 2^104. */
  private static final int LEAST = -3;

  private static final int MOST = 46;
  private static final double LARGEST = 0x1p50;
  private static final int MANTISSA_BITS = 52;
  private static final int BIAS = 1023;
  private static final long WORD = 0xffffffffL;

  /** Mantissas have 53 bits: so many of them fit 63. */
  private static final int BLOCK = 1 << 10;

  private final FixedSums sums;
  private final long[] mantissas = new long[MOST - LEAST + 1];
  private final long[] squaresLow = new long[MOST - LEAST + 1];
  private final long[] squaresHigh = new long[MOST - LEAST + 1];

  ColumnSums(FixedSums sums) {
    this.sums = sums;
  }

  /**
   * Adds a column: its values to sum k + 1, their squares to k + 2, and their number to k.
   *
   * @return whether all values are at most 2^50
   */
  boolean add(int k, double[] values) {
    int count = 0;
    for (int from = 0; from < values.length; from += BLOCK) {
      int end = Math.min(values.length, from + BLOCK);
      for (int i = from; i < end; i++) {
        double x = values[i];
        if (Double.isNaN(x)) {
          continue;
        }
        count++;
        long bits = Double.doubleToRawLongBits(x);
        int exponent = (int) (bits >>> MANTISSA_BITS & 0x7ff) - BIAS;
        if (exponent < LEAST || exponent > MOST) {
          if (!(Math.abs(x) <= LARGEST)) {
            return false;
          }
          sums.add(k + 1, x);
          sums.addProduct(k + 2, x, x);
          continue;
        }
        int at = exponent - LEAST;
        long mantissa = bits & (1L << MANTISSA_BITS) - 1 | 1L << MANTISSA_BITS;
        long sign = bits >> 63;
        mantissas[at] += (mantissa ^ sign) - sign;
        long low = mantissa * mantissa;
        long sum = squaresLow[at] + low;
        squaresLow[at] = sum;
        squaresHigh[at] +=
            Math.multiplyHigh(mantissa, mantissa) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
      }
      flush(k);
    }
    sums.add(k, count);
    return true;
  }

  private void flush(int k) {
    for (int at = 0; at < mantissas.length; at++) {
      if (squaresHigh[at] == 0 && squaresLow[at] == 0) {
        continue;
      }
      double unit = Math.scalb(1.0, at + LEAST - MANTISSA_BITS);
      addWords(k + 1, mantissas[at] & WORD, mantissas[at] >> 32, unit);
      double square = unit * unit;
      addWords(k + 2, squaresLow[at] & WORD, squaresLow[at] >>> 32, square);
      addWords(k + 2, squaresHigh[at] & WORD, squaresHigh[at] >> 32, square * 0x1p64);
      mantissas[at] = 0;
      squaresLow[at] = 0;
      squaresHigh[at] = 0;
    }
  }

  /** Two words of 32 bits, the second signed, of a number of units. */
  private void addWords(int k, long low, long high, double unit) {
    sums.add(k, low * unit);
    sums.add(k, high * unit * 0x1p32);
  }
}
