package parley.fl.statistic.run;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.scale.ColumnTotals;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/** Sums of columns: three numbers each, of which the tests read one. */
record TotalStatistic(List<String> numbers) implements Statistic<List<BigDecimal>> {
  private static final long serialVersionUID = 1L;

  @Override
  public Columns columns() {
    return Columns.ofNumbers(numbers);
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(ColumnTotals.spec(numbers));
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    return ColumnTotals.local(numbers, rows);
  }

  @Override
  public List<BigDecimal> result(SecureSum sums) {
    return Arrays.stream(ColumnTotals.of(numbers, sums.open(sums().get(0), new byte[0])).sum())
        .map(BigDecimal::stripTrailingZeros)
        .toList();
  }
}
