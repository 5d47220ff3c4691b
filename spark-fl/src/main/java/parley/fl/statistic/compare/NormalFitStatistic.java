package parley.fl.statistic.compare;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.grid.Grid;
import parley.fl.statistic.grid.GridCounts;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Kolmogorov and Smirnov's test of one column against a normal distribution, from counts on an
 * agreed grid, in one round. Exact where the values are on the grid. With the column's own mean and
 * deviation p is too large, as with every implementation of this test. Immutable, thread-safe.
 *
 * @param column numeric
 * @param grid its values; values outside are refused
 * @param mean of the distribution; null for the column's
 * @param standardDeviation of the distribution; null for the column's, with n - 1
 */
@DefaultSerializer(JavaSerializer.class)
public record NormalFitStatistic(
    String column, Grid grid, @Nullable Double mean, @Nullable Double standardDeviation)
    implements Statistic<NormalFit> {
  private static final long serialVersionUID = 1L;

  @Override
  public Columns columns() {
    return Columns.ofNumbers(List.of(column));
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(GridCounts.spec(column, grid, null));
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    return GridCounts.local(column, grid, null, rows);
  }

  @Override
  public NormalFit result(SecureSum sums) {
    GridCounts found = GridCounts.of(grid, null, sums.open(sums().get(0), new byte[0]));
    if (found.outside() > 0) {
      throw refuse(
          "its grid ends before they do", "all values on it", found.outside() + " outside");
    }
    long n = found.size(0);
    long[] counts = Arrays.copyOfRange(found.cells()[0], 1, grid.count() + 1);
    double[] values = new double[counts.length];
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (int k = 0; k < values.length; k++) {
      values[k] = grid.value(k);
      BigDecimal value = BigDecimal.valueOf(values[k]);
      BigDecimal weighted = value.multiply(BigDecimal.valueOf(counts[k]));
      sum = sum.add(weighted);
      squares = squares.add(weighted.multiply(value));
    }
    if (n < 2) {
      throw refuse("there are too few values", "two or more", Long.toString(n));
    }
    BigDecimal size = BigDecimal.valueOf(n);
    BigDecimal average = sum.divide(size, GroupMean.DIGITS);
    BigDecimal spread = squares.subtract(sum.multiply(average), GroupMean.DIGITS);
    double centre = mean == null ? average.doubleValue() : mean;
    double deviation =
        standardDeviation == null
            ? Math.sqrt(
                spread.divide(size.subtract(BigDecimal.ONE), GroupMean.DIGITS).doubleValue())
            : standardDeviation;
    if (!(deviation > 0)) {
      throw refuse("there is no deviation", "one above 0", Double.toString(deviation));
    }
    NormalDistribution normal = NormalDistribution.of(0, 1);
    RankTests.KolmogorovSmirnov test =
        Distributions.oneSample(
            values, counts, x -> normal.cumulativeProbability((x - centre) / deviation));
    return new NormalFit(
        column,
        n,
        found.missing(),
        found.offGrid(),
        centre,
        deviation,
        test.statistic(),
        test.pValue());
  }

  private InvalidDataException refuse(String what, String expected, String got) {
    return new InvalidDataException(
        "cannot test whether values of "
            + column
            + " are normal: "
            + what
            + ", expected "
            + expected
            + ", got "
            + got);
  }
}
