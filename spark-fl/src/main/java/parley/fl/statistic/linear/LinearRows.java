package parley.fl.statistic.linear;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import parley.error.InvalidDataException;
import parley.fl.statistic.design.GramSums;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.sum.FixedSums;
import parley.fl.table.TableRows;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * A provider's columns on the told scale, the label last. For one thread at a time.
 *
 * @param scales of the columns
 * @param weightExponent half of log2 of the weights' scale
 */
record LinearRows(ColumnScales scales, int weightExponent, TableRows rows) {
  /** What the providers are told for the Gram. */
  static byte[] arguments(ColumnScales scales, int weightExponent) {
    return new WireWriter().add(scales.toBytes()).add(weightExponent).toBytes();
  }

  /** Reads {@link #arguments}. */
  static LinearRows read(byte[] arguments, List<String> names, TableRows rows) {
    WireReader in = new WireReader(arguments, "scales of a linear regression");
    LinearRows read =
        new LinearRows(
            ColumnScales.fromBytes(names, in.bytes("scales")),
            in.integer("weight exponent", -1000, 1000),
            rows);
    in.end();
    return read;
  }

  /** The Gram of [1, features, label], each row times its weight, and the weights' logarithms. */
  BigInteger[] gram() {
    int columns = scales.columns().size() + 1;
    GramSums gram = new GramSums(columns);
    FixedSums logarithms = new FixedSums(1, 2 * GramSums.FRACTION_BITS);
    double[][] block = new double[columns][GramSums.BLOCK];
    for (int from = 0; from < rows.rows(); from += GramSums.BLOCK) {
      int count = Math.min(GramSums.BLOCK, rows.rows() - from);
      fill(block, from, count);
      for (int r = 0; rows.weighted() && r < count; r++) {
        logarithms.add(0, StrictMath.log(rows.weight(from + r)));
        double root = Math.sqrt(weight(from + r));
        for (double[] column : block) {
          column[r] *= root;
        }
      }
      add(gram, block, count, rows.provider());
    }
    BigInteger[] all = gram.toIntegers();
    BigInteger[] more = Arrays.copyOf(all, all.length + 1);
    more[all.length] = logarithms.toIntegers()[0];
    return more;
  }

  /** Columns [1, features, label] of some rows. */
  void fill(double[][] block, int from, int count) {
    Arrays.fill(block[0], 0, count, 1.0);
    for (int j = 0; j < scales.columns().size(); j++) {
      double[] column = rows.numbers(scales.columns().get(j));
      double centre = scales.centre()[j];
      double factor = Math.scalb(1.0, -scales.exponent()[j]);
      double[] out = block[j + 1];
      for (int r = 0; r < count; r++) {
        out[r] = (column[from + r] - centre) * factor;
      }
    }
  }

  /** A row's weight on the told scale. */
  double weight(int row) {
    return Math.scalb(rows.weight(row), -2 * weightExponent);
  }

  /**
   * Adds a block.
   *
   * @throws InvalidDataException with a value a hundred thousand times as large as the told scale
   */
  static void add(GramSums gram, double[][] block, int count, String provider) {
    for (double[] column : block) {
      for (int r = 0; r < count; r++) {
        if (!(Math.abs(column[r]) < GramSums.LIMIT)) {
          throw new InvalidDataException(
              "cannot fit a linear regression: a row of provider "
                  + provider
                  + " lies a hundred thousand times as far out, or weighs as much more, as is"
                  + " usual, expected columns and weights without such rows");
        }
      }
    }
    gram.add(block, count);
  }
}
