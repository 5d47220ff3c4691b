package parley.fl.statistic.describe;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.statistic.scale.ColumnTotals;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.TableRows;

/**
 * Of each group the number of its rows and its {@link ColumnTotals}: a first round by group.
 * Immutable, thread-safe.
 *
 * @param rows all rows, those without a group too
 * @param groupRows rows of each group
 * @param columns totals of each group
 */
public record GroupTotals(long rows, List<Long> groupRows, List<ColumnTotals> columns) {
  /** Variances of the columns below this many units a row are what rounding leaves. */
  private static final int RESOLUTION_BITS = 109;

  /** Values whose mean square is below 2^-80, about 10^-24, lose digits to the unit. */
  private static final double SMALLEST_SQUARE = 0x1p-80;

  /** The sum that gives them. */
  public static SumSpec spec(List<String> columns, @Nullable Category by) {
    SumSpec one = ColumnTotals.spec(columns);
    int groups = GroupRows.groups(by);
    String words =
        "number of rows, and of values, sum and sum of squares of each of "
            + String.join(", ", columns)
            + (by == null ? "" : ", by " + by.column());
    return SumSpec.of("groups/totals", words, groups * (one.length() + 1) + 1, one.bound())
        .withUnit(one.fractionBits())
        .withAudience(one.opens());
  }

  /** One provider's part of it. */
  public static BigInteger[] local(List<String> columns, @Nullable Category by, TableRows rows) {
    int unit = ColumnTotals.spec(columns).fractionBits();
    List<BigInteger> vector = new ArrayList<>();
    for (TableRows group : GroupRows.split(rows, columns, by)) {
      vector.add(BigInteger.valueOf(group.rows()).shiftLeft(unit));
      vector.addAll(Arrays.asList(ColumnTotals.local(columns, group)));
    }
    vector.add(BigInteger.valueOf(rows.rows()).shiftLeft(unit));
    return vector.toArray(new BigInteger[0]);
  }

  /**
   * From the opened sum.
   *
   * @throws InvalidDataException if no provider has a row
   */
  public static GroupTotals of(List<String> columns, @Nullable Category by, OpenedSum opened) {
    SumSpec one = ColumnTotals.spec(columns);
    BigInteger[] numbers = opened.integers();
    int unit = one.fractionBits();
    List<Long> groupRows = new ArrayList<>();
    List<ColumnTotals> totals = new ArrayList<>();
    int at = 0;
    for (int g = 0; g < GroupRows.groups(by); g++) {
      groupRows.add(numbers[at++].shiftRight(unit).longValueExact());
      BigInteger[] part = Arrays.copyOfRange(numbers, at, at + one.length());
      totals.add(ColumnTotals.of(columns, new OpenedSum(one, part)));
      at += one.length();
    }
    long rows = numbers[at].shiftRight(unit).longValueExact();
    if (rows == 0) {
      throw new InvalidDataException(
          "cannot describe "
              + String.join(", ", columns)
              + ": the providers have no rows together, expected at least one, got 0");
    }
    return new GroupTotals(rows, groupRows, totals);
  }

  /** Whether a group has any row. */
  public boolean isEmpty(int group) {
    return groupRows.get(group) == 0;
  }

  /** A column's number of values in a group. */
  public long count(int group, int column) {
    return columns.get(group).count()[column].longValueExact();
  }

  /**
   * Whether all values of a column in a group are the same, but for what the unit cannot tell: a
   * standard deviation below 10^-16.
   */
  public boolean isConstant(int group, int column) {
    ColumnTotals totals = columns.get(group);
    BigDecimal n = new BigDecimal(totals.count()[column]);
    BigDecimal sum = totals.sum()[column];
    BigDecimal spread = totals.squares()[column].multiply(n).subtract(sum.multiply(sum));
    BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(RESOLUTION_BITS));
    return spread.multiply(unit).compareTo(n.multiply(n)) <= 0;
  }

  /**
   * Whether a column's values in a group are so small, most below 10^-12, that digits are lost.
   *
   * @param nonzero values other than 0
   */
  public boolean isTooSmall(int group, int column, long nonzero) {
    double squares = columns.get(group).squares()[column].doubleValue();
    return nonzero > 0 && squares < SMALLEST_SQUARE * nonzero;
  }

  /** Squares about the mean, exactly 0 where the column {@linkplain #isConstant is constant}. */
  public BigDecimal squaresAboutMean(int group, int column) {
    return isConstant(group, column)
        ? BigDecimal.ZERO
        : columns.get(group).squaresAboutMean(column);
  }
}
