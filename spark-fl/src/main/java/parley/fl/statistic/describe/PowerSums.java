package parley.fl.statistic.describe;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.sum.FixedSums;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.TableRows;

/**
 * One provider's sums of powers of z = (x - centre) / scale, by group and column. For one thread.
 *
 * <p>Rows of weight 1, in units of 2^-40: sums of z^3, z^4, |x| / size and of nonzero values; those
 * of z and z^2 follow from the totals. Weighted, in units of 2^-60, w a power of two near the mean
 * weight smaller than the row's: sums of w, w^2, wz, wz^2, wz^3, wz^4, w|x| / size and of nonzero
 * values. <em>Size</em> is the power of two above centre and scale.
 *
 * <p>Bounds: let n be the rows of all providers. The scale is above the deviation and the centre at
 * most half a scale off the mean, so the sum of z^2 is at most 1.25 n, hence z^4 and its sum at
 * most 1.6 n^2; a w is at most 1.5 n, as is the sum of all. With n below 2^50 no sum is above
 * 2^102, none with weights above 2^153.
 */
final class PowerSums {
  private static final int UNIT_BITS = 40;
  private static final int BOUND_BITS = 102;
  private static final int WEIGHTED_UNIT_BITS = 60;
  private static final int WEIGHTED_BOUND_BITS = 153;
  private static final double UNITS = 0x1p40;

  /** Above sqrt(1.25 n). */
  private static final double LARGEST = 0x1p26;

  /** Below it z^4 takes at most 52 bits in units, and so many rows at most 62. */
  private static final double SMALL = 8;

  private static final int BLOCK = 1 << 10;
  private final List<String> columns;
  private final @Nullable String weight;
  private final FixedSums sums;
  private int at;

  PowerSums(SumSpec spec, List<String> columns, @Nullable String weight) {
    this.columns = columns;
    this.weight = weight;
    this.sums = new FixedSums(spec.length(), spec.fractionBits());
  }

  static int width(boolean weighted) {
    return weighted ? 8 : 4;
  }

  static int unitBits(boolean weighted) {
    return weighted ? WEIGHTED_UNIT_BITS : UNIT_BITS;
  }

  static SumSpec spec(List<String> columns, @Nullable Category by, boolean weighted) {
    int bits = unitBits(weighted) + (weighted ? WEIGHTED_BOUND_BITS : BOUND_BITS);
    return SumSpec.of(
            "describe/powers",
            "sums of powers, of absolute values and of nonzero values of each of "
                + String.join(", ", columns)
                + (by == null ? "" : ", by " + by.column()),
            GroupRows.groups(by) * columns.size() * width(weighted),
            BigInteger.ONE.shiftLeft(bits))
        .withUnit(unitBits(weighted));
  }

  /** log2 of the power of two above a column's centre and scale. */
  static int sizeExponent(ColumnScales scales, int column) {
    double scale = Math.scalb(1.0, scales.exponent()[column]);
    return Math.getExponent(Math.max(Math.abs(scales.centre()[column]), scale)) + 1;
  }

  /** The next group's rows, on its own scales. */
  void addGroup(ColumnScales scales, TableRows rows) {
    for (int j = 0; j < columns.size(); j++) {
      double[] x = rows.numbers(columns.get(j));
      double centre = scales.centre()[j];
      double perScale = Math.scalb(1.0, -scales.exponent()[j]);
      double perSize = Math.scalb(1.0, -sizeExponent(scales, j));
      boolean fits =
          weight == null
              ? add(x, centre, perScale, perSize)
              : addWeighted(x, centre, perScale, perSize, weights(scales, rows));
      if (!fits) {
        throw new InvalidDataException(
            "cannot describe column "
                + columns.get(j)
                + ": the scale that provider "
                + rows.provider()
                + " was told does not fit its rows, expected the one of all rows, got another");
      }
      at += width(weight != null);
    }
  }

  private static double[] weights(ColumnScales scales, TableRows rows) {
    double perSize = Math.scalb(1.0, -sizeExponent(scales, scales.columns().size() - 1));
    double[] weights = GroupRows.weights(rows);
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= perSize;
    }
    return weights;
  }

  private boolean add(double[] x, double centre, double perScale, double perSize) {
    int nonzero = 0;
    for (int from = 0; from < x.length; from += BLOCK) {
      int end = Math.min(x.length, from + BLOCK);
      long cubes = 0;
      long fourths = 0;
      long sizes = 0;
      for (int i = from; i < end; i++) {
        double z = (x[i] - centre) * perScale;
        double square = z * z;
        // The same roundings on both ways; a missing value is on neither.
        if (square < SMALL * SMALL) {
          cubes += (long) Math.rint(square * z * UNITS);
          fourths += (long) Math.rint(square * square * UNITS);
          sizes += (long) Math.rint(Math.abs(x[i]) * perSize * UNITS);
          nonzero += x[i] == 0 ? 0 : 1;
        } else if (!Double.isNaN(x[i])) {
          if (!(square < LARGEST * LARGEST)) {
            return false;
          }
          sums.add(at, square * z);
          sums.add(at + 1, square * square);
          sums.add(at + 2, Math.abs(x[i]) * perSize);
          nonzero += x[i] == 0 ? 0 : 1;
        }
      }
      sums.addUnits(at, cubes);
      sums.addUnits(at + 1, fourths);
      sums.addUnits(at + 2, sizes);
    }
    sums.add(at + 3, nonzero);
    return true;
  }

  private boolean addWeighted(
      double[] x, double centre, double perScale, double perSize, double[] weights) {
    int nonzero = 0;
    for (int i = 0; i < x.length; i++) {
      if (Double.isNaN(x[i])) {
        continue;
      }
      double z = (x[i] - centre) * perScale;
      double w = weights[i];
      if (!(Math.abs(z) < LARGEST && w < LARGEST * LARGEST)) {
        return false;
      }
      sums.add(at, w);
      sums.add(at + 1, w * w);
      sums.add(at + 2, w * z);
      sums.add(at + 3, w * (z * z));
      sums.add(at + 4, w * (z * z) * z);
      sums.add(at + 5, w * (z * z) * (z * z));
      sums.add(at + 6, w * (Math.abs(x[i]) * perSize));
      nonzero += x[i] == 0 ? 0 : 1;
    }
    sums.add(at + 7, nonzero);
    return true;
  }

  BigInteger[] toIntegers() {
    return sums.toIntegers();
  }
}
