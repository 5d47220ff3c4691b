package parley.fl.statistic.scale;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import parley.error.InvalidDataException;
import parley.fl.sum.FixedSums;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.TableRows;
import parley.mhe.party.plan.Opens;

/**
 * Of each numeric column how many values there are, their sum and that of their squares, exact in
 * units of 2^-110: columns near 10^-12 keep their digits beside those near 10^12. Immutable,
 * thread-safe.
 *
 * @param columns names
 * @param count values that are not missing
 * @param sum of the values
 * @param squares sum of their squares
 */
public record ColumnTotals(
    List<String> columns, BigInteger[] count, BigDecimal[] sum, BigDecimal[] squares) {
  private static final int FRACTION_BITS = 110;

  /** log2 of a value's largest size, and of the largest number of a provider's rows. */
  private static final int VALUE_BITS = 50;

  private static final int ROW_BITS = 40;

  private static final MathContext DIGITS = new MathContext(60);

  /** The sum that gives them: three numbers a column, the querier's. */
  public static SumSpec spec(List<String> columns) {
    return SumSpec.of(
            "columns/totals",
            "number of values, sum and sum of squares of each of " + String.join(", ", columns),
            3 * columns.size(),
            BigInteger.ONE.shiftLeft(2 * VALUE_BITS + ROW_BITS + FRACTION_BITS))
        .withUnit(FRACTION_BITS)
        .withAudience(Opens.TO_QUERIER);
  }

  /**
   * One provider's part of it.
   *
   * @throws parley.error.InvalidDataException with a value above 2^50
   */
  public static BigInteger[] local(List<String> columns, TableRows rows) {
    FixedSums sums = new FixedSums(3 * columns.size(), FRACTION_BITS);
    ColumnSums adder = new ColumnSums(sums);
    for (int j = 0; j < columns.size(); j++) {
      if (!adder.add(3 * j, rows.numbers(columns.get(j)))) {
        throw tooLarge(columns.get(j), rows.provider());
      }
    }
    return sums.toIntegers();
  }

  private static RuntimeException tooLarge(String column, String provider) {
    return new InvalidDataException(
        "cannot add up column "
            + column
            + " of provider "
            + provider
            + ": it is in too small a unit, expected values of at most 10^15; divide it by a power"
            + " of ten, the same at every provider");
  }

  /** From the opened sum. */
  public static ColumnTotals of(List<String> columns, OpenedSum opened) {
    BigInteger[] units = opened.integers();
    BigDecimal[] values = opened.values();
    int d = columns.size();
    BigInteger[] count = new BigInteger[d];
    BigDecimal[] sum = new BigDecimal[d];
    BigDecimal[] squares = new BigDecimal[d];
    for (int j = 0; j < d; j++) {
      count[j] = units[3 * j].shiftRight(FRACTION_BITS);
      sum[j] = values[3 * j + 1];
      squares[j] = values[3 * j + 2];
    }
    return new ColumnTotals(List.copyOf(columns), count, sum, squares);
  }

  /** A column's mean to 60 digits; 0 where it has no value. */
  public BigDecimal mean(int column) {
    return count[column].signum() == 0
        ? BigDecimal.ZERO
        : sum[column].divide(new BigDecimal(count[column]), DIGITS);
  }

  /** Sum of squares about the mean, to 60 digits of the raw sum; at least 0. */
  public BigDecimal squaresAboutMean(int column) {
    return squares[column]
        .subtract(sum[column].multiply(mean(column)), DIGITS)
        .max(BigDecimal.ZERO);
  }

  /** What the providers are told of it. */
  public ColumnScales scales() {
    double[] centre = new double[columns.size()];
    int[] exponent = new int[columns.size()];
    for (int j = 0; j < centre.length; j++) {
      double mean = mean(j).doubleValue();
      double deviation =
          count[j].signum() == 0
              ? 0
              : Math.sqrt(
                  squaresAboutMean(j).divide(new BigDecimal(count[j]), DIGITS).doubleValue());
      double size = deviation > 0 ? deviation : Math.abs(mean);
      exponent[j] = size > 0 ? Math.getExponent(size) + 1 : 0;
      centre[j] = Math.scalb(Math.rint(Math.scalb(mean, -exponent[j])), exponent[j]);
    }
    return new ColumnScales(columns, centre, exponent);
  }
}
