package parley.fl.statistic.run;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.StatisticSource;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.statistic.scale.ColumnTotals;
import parley.fl.sum.FixedSums;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/** Means in two rounds: the second adds up on the scales that the first gave, and counts levels. */
record MeansStatistic(List<String> numbers, Category category)
    implements Statistic<MeansStatistic.Means> {
  record Means(List<Double> mean, List<Double> again, List<Long> levels) {}

  /** Found as a service. */
  public static final class Source implements StatisticSource {
    @Override
    public List<Class<? extends Statistic<?>>> statistics() {
      return List.of(MeansStatistic.class, TotalStatistic.class);
    }
  }

  private static final long serialVersionUID = 1L;
  private static final int BITS = 40;

  @Override
  public Columns columns() {
    return new Columns(numbers, List.of(category), null);
  }

  private SumSpec second() {
    return SumSpec.of(
            "means/again",
            "sums on the scale, and counts",
            numbers.size() + category.cells(),
            BigInteger.ONE.shiftLeft(40 + BITS))
        .withUnit(BITS);
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(ColumnTotals.spec(numbers), second());
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    if (spec.equals(sums().get(0))) {
      return ColumnTotals.local(numbers, rows);
    }
    ColumnScales scales = ColumnScales.fromBytes(numbers, arguments);
    FixedSums sums = new FixedSums(numbers.size() + category.cells(), BITS);
    for (int j = 0; j < numbers.size(); j++) {
      for (double z : scales.standard(j, rows)) {
        if (!Double.isNaN(z)) {
          sums.add(j, z);
        }
      }
    }
    for (int code : rows.codes(category.column())) {
      if (code != TableRows.MISSING) {
        sums.add(numbers.size() + code, 1);
      }
    }
    return sums.toIntegers();
  }

  @Override
  public Means result(SecureSum sums) {
    ColumnTotals totals = ColumnTotals.of(numbers, sums.open(sums().get(0), new byte[0]));
    ColumnScales scales = totals.scales();
    double[] again = sums.open(second(), scales.toBytes()).toDoubles();
    return new Means(
        IntStream.range(0, numbers.size()).mapToObj(j -> totals.mean(j).doubleValue()).toList(),
        IntStream.range(0, numbers.size())
            .mapToObj(
                j ->
                    scales.centre()[j]
                        + Math.scalb(
                            again[j] / totals.count()[j].doubleValue(), scales.exponent()[j]))
            .toList(),
        IntStream.range(numbers.size(), again.length).mapToObj(k -> (long) again[k]).toList());
  }
}
