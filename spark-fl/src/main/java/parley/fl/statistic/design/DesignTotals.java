package parley.fl.statistic.design;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import parley.error.InvalidDataException;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.statistic.scale.ColumnTotals;
import parley.fl.sum.FixedSums;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.TableRows;

/**
 * The first round of a model: totals of its columns over complete rows, how many rows were left
 * out, and the sums of the weights and of the weighted label. Immutable, thread-safe.
 *
 * @param totals of the columns; the label is the last
 * @param rows complete rows of all providers
 * @param dropped rows with a missing value
 * @param weights their sum; the number of rows without weights
 * @param weightedLabel sum of weight times label
 */
public record DesignTotals(
    ColumnTotals totals, long rows, long dropped, BigDecimal weights, BigDecimal weightedLabel) {
  private static final int FRACTION_BITS = 110;
  private static final double LARGEST = 0x1p50;
  private static final MathContext DIGITS = new MathContext(40);

  /** The sum that gives them: three numbers a column and three more, the querier's. */
  public static SumSpec spec(List<String> columns) {
    SumSpec totals = ColumnTotals.spec(columns);
    return SumSpec.of(
            "design/totals",
            "rows left out, weights, and number, sum and sum of squares of each of "
                + String.join(", ", columns),
            totals.length() + 3,
            totals.bound())
        .withUnit(FRACTION_BITS);
  }

  /**
   * One provider's part.
   *
   * @param columns the label is the last
   * @param complete with these columns
   */
  public static BigInteger[] local(List<String> columns, CompleteRows complete) {
    TableRows rows = complete.rows();
    BigInteger[] totals = ColumnTotals.local(columns, rows);
    double[] label = rows.numbers(columns.get(columns.size() - 1));
    FixedSums more = new FixedSums(3, FRACTION_BITS);
    more.add(0, complete.dropped());
    for (int i = 0; i < rows.rows(); i++) {
      double weight = rows.weight(i);
      if (weight > LARGEST) {
        throw new InvalidDataException(
            "cannot add up weights of provider "
                + rows.provider()
                + ": one is too large, expected weights of at most 10^15, got a larger one");
      }
      more.add(1, weight);
      more.addProduct(2, weight, label[i]);
    }
    BigInteger[] all = Arrays.copyOf(totals, totals.length + 3);
    System.arraycopy(more.toIntegers(), 0, all, totals.length, 3);
    return all;
  }

  /**
   * From the opened sum.
   *
   * @param what is to be made of them: "fit a linear regression"
   * @throws InvalidDataException where no provider has a complete row
   */
  public static DesignTotals of(String what, List<String> columns, OpenedSum opened) {
    SumSpec plain = ColumnTotals.spec(columns);
    BigInteger[] units = opened.integers();
    BigDecimal[] values = opened.values();
    int at = plain.length();
    ColumnTotals totals = ColumnTotals.of(columns, new OpenedSum(plain, Arrays.copyOf(units, at)));
    long rows = totals.count()[0].longValueExact();
    long dropped = values[at].longValueExact();
    if (rows == 0) {
      throw new InvalidDataException(
          "cannot "
              + what
              + ": expected rows without a missing value, got none"
              + (dropped > 0 ? " among " + dropped : ""));
    }
    return new DesignTotals(totals, rows, dropped, values[at + 1], values[at + 2]);
  }

  /**
   * Half of log2 of the weights' rough size: weights times 2^-2k lie about 1, and so do their
   * roots.
   */
  public int weightExponent() {
    double mean = weights.divide(BigDecimal.valueOf(rows), DIGITS).doubleValue();
    return Math.floorDiv(Math.getExponent(mean), 2);
  }

  /**
   * The scales of all columns.
   *
   * @param centred false: about 0, for models without an intercept
   */
  public ColumnScales scales(boolean centred) {
    if (centred) {
      return totals.scales();
    }
    int d = totals.columns().size();
    int[] exponent = new int[d];
    for (int j = 0; j < d; j++) {
      double size =
          Math.sqrt(totals.squares()[j].divide(BigDecimal.valueOf(rows), DIGITS).doubleValue());
      exponent[j] = size > 0 ? Math.getExponent(size) + 1 : 0;
    }
    return new ColumnScales(totals.columns(), new double[d], exponent);
  }
}
