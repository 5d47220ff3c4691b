package parley.fl.statistic.design;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Sums over rows of the products of each two columns. Each value is rounded once to a multiple of
 * 2^-41; the products of these whole numbers are added up exactly, in units of 2^-82: the same bits
 * for any order and split, and a Gram matrix of the rounded columns, so never indefinite.
 *
 * <p>The inner loop is a product of two longs to 128 bits and an addition with carry: about a
 * nanosecond. A block of 2048 products below 2^116 fits 128 bits. For one thread at a time.
 */
public final class GramSums {
  /** u of a value's unit 2^-u; that of a sum is 2^-2u. */
  public static final int FRACTION_BITS = 41;

  /** Rows that are added at a time, at most. */
  public static final int BLOCK = 2048;

  /** Values are smaller. On a scale near the deviation that is so for up to 10^10 rows. */
  public static final double LIMIT = 0x1p17;

  /** log2 of the rows that the bound has room for. */
  private static final int ROW_BITS = 40;

  private static final double UNITS = Math.scalb(1.0, FRACTION_BITS);

  private final long[][] units;
  private final BigInteger[] sums;

  /** Sums of 0 of the products of this many columns. */
  public GramSums(int columns) {
    this.units = new long[columns][BLOCK];
    this.sums = new BigInteger[size(columns)];
    Arrays.fill(sums, BigInteger.ZERO);
  }

  /** How many products of two of so many columns there are. */
  public static int size(int columns) {
    return columns * (columns + 1) / 2;
  }

  /** Largest absolute value of a provider's sum, in units. */
  public static BigInteger bound() {
    return BigInteger.ONE.shiftLeft(2 * (FRACTION_BITS + 17) + ROW_BITS);
  }

  /**
   * Adds rows.
   *
   * @param values by column, each of at least that many rows, all smaller than {@link #LIMIT}
   * @param rows at most {@link #BLOCK}
   */
  public void add(double[][] values, int rows) {
    for (int k = 0; k < units.length; k++) {
      quantise(values[k], units[k], rows);
    }
    int at = 0;
    for (int i = 0; i < units.length; i++) {
      for (int j = i; j < units.length; j++) {
        sums[at] = sums[at].add(product(units[i], units[j], rows));
        at++;
      }
    }
  }

  private static void quantise(double[] values, long[] units, int rows) {
    double largest = 0;
    for (int r = 0; r < rows; r++) {
      double value = values[r];
      largest = Math.max(largest, Math.abs(value));
      units[r] = (long) Math.rint(value * UNITS);
    }
    if (!(largest < LIMIT)) {
      throw new ArithmeticException(
          "cannot add up products: expected values below 2^17, got a larger one");
    }
  }

  private static BigInteger product(long[] a, long[] b, int rows) {
    long high = 0;
    long low = 0;
    for (int r = 0; r < rows; r++) {
      long x = a[r];
      long y = b[r];
      long product = x * y;
      low += product;
      high += Math.multiplyHigh(x, y);
      if (low + Long.MIN_VALUE < product + Long.MIN_VALUE) {
        high++;
      }
    }
    BigInteger lower = BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1));
    return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(lower);
  }

  /** The sums so far in units: of columns 0 0, 0 1, .., 1 1, 1 2, .. */
  public BigInteger[] toIntegers() {
    return sums.clone();
  }
}
