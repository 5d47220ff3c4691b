package parley.fl.statistic.correlate;

import java.math.BigInteger;
import java.util.List;
import parley.error.InvalidDataException;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.sum.FixedSums;
import parley.fl.sum.SumSpec;
import parley.fl.table.TableRows;

/**
 * One provider's sums of z_i z_j for each pair i &lt; j of columns, z = (x - centre) / scale, each
 * product rounded once to 2^-40. Stateless, thread-safe.
 *
 * <p>The sum of z^2 over the n rows of all is at most 1.25 n, so a sum of products too: with n
 * below 2^50 it is below 2^51.
 */
final class ProductSums {
  private static final int UNIT_BITS = 40;
  private static final int BOUND_BITS = 51;
  private static final double LARGEST = 0x1p26;

  /** So many rows at a time: sums of as many products below 64 have 53 bits in units. */
  private static final int BLOCK = 128;

  private static final double SMALL = 8;

  /** 1.5 * 2^12: what is added to it is rounded to multiples of 2^-40, halves to even. */
  private static final double ROUNDER = 0x1.8p12;

  private ProductSums() {}

  static SumSpec spec(List<String> names) {
    int d = names.size();
    return SumSpec.of(
            "covariance/products",
            "sums of products of each two of " + String.join(", ", names),
            Math.max(1, d * (d - 1) / 2),
            BigInteger.ONE.shiftLeft(UNIT_BITS + BOUND_BITS))
        .withUnit(UNIT_BITS);
  }

  static BigInteger[] local(SumSpec spec, ColumnScales scales, TableRows rows) {
    int d = scales.columns().size();
    double[][] columns = new double[d][];
    double[] perScale = new double[d];
    for (int j = 0; j < d; j++) {
      columns[j] = rows.numbers(scales.columns().get(j));
      perScale[j] = Math.scalb(1.0, -scales.exponent()[j]);
    }
    FixedSums sums = new FixedSums(spec.length(), UNIT_BITS);
    double[][] z = new double[d][BLOCK];
    for (int from = 0; from < rows.rows(); from += BLOCK) {
      int size = Math.min(BLOCK, rows.rows() - from);
      double largest = 0;
      for (int j = 0; j < d; j++) {
        for (int i = 0; i < size; i++) {
          z[j][i] = (columns[j][from + i] - scales.centre()[j]) * perScale[j];
          largest = Math.max(largest, Math.abs(z[j][i]));
        }
      }
      if (!(largest < LARGEST)) {
        throw new InvalidDataException(
            "cannot correlate columns of provider "
                + rows.provider()
                + ": the scale that it was told does not fit its rows, expected the one of all"
                + " rows, got another");
      }
      add(sums, z, size, largest < SMALL);
    }
    return sums.toIntegers();
  }

  private static void add(FixedSums sums, double[][] z, int size, boolean small) {
    int k = 0;
    for (int i = 0; i < z.length; i++) {
      for (int j = i + 1; j < z.length; j++) {
        if (small) {
          sums.addUnits(k, units(z[i], z[j], size));
        } else {
          for (int row = 0; row < size; row++) {
            sums.add(k, z[i][row] * z[j][row]);
          }
        }
        k++;
      }
    }
  }

  /** The sum of the rounded products, all of it exact, in four parts for the processor's sake. */
  private static long units(double[] a, double[] b, int size) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < size; i += 4) {
      sum0 += a[i] * b[i] + ROUNDER - ROUNDER;
      sum1 += a[i + 1] * b[i + 1] + ROUNDER - ROUNDER;
      sum2 += a[i + 2] * b[i + 2] + ROUNDER - ROUNDER;
      sum3 += a[i + 3] * b[i + 3] + ROUNDER - ROUNDER;
    }
    for (; i < size; i++) {
      sum0 += a[i] * b[i] + ROUNDER - ROUNDER;
    }
    return (long) ((sum0 + sum1 + sum2 + sum3) * 0x1p40);
  }
}
