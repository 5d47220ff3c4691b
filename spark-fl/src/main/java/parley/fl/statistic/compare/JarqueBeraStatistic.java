package parley.fl.statistic.compare;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.List;
import parley.error.InvalidDataException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.describe.ColumnDescription;
import parley.fl.statistic.describe.DescribeStatistic;
import parley.fl.statistic.tail.Tails;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Jarque and Bera's test of a normal distribution, n / 6 (S^2 + K^2 / 4) with skewness S and
 * kurtosis K (<a href="https://doi.org/10.1016/0165-1765(80)90024-5">1980</a>), in the rounds of a
 * description. Immutable, thread-safe.
 *
 * @param column numeric
 */
@DefaultSerializer(JavaSerializer.class)
public record JarqueBeraStatistic(String column) implements Statistic<NormalityTest> {
  private static final long serialVersionUID = 1L;

  private DescribeStatistic describe() {
    return new DescribeStatistic(List.of(column), null, null);
  }

  @Override
  public Columns columns() {
    return Columns.ofNumbers(List.of(column));
  }

  @Override
  public List<SumSpec> sums() {
    return describe().sums();
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    return describe().local(spec, arguments, rows);
  }

  @Override
  public NormalityTest result(SecureSum sums) {
    ColumnDescription found = describe().result(sums).groups().get(0).columns().get(0);
    Double skewness = found.skewness();
    Double kurtosis = found.kurtosis();
    if (skewness == null || kurtosis == null) {
      throw new InvalidDataException(
          "cannot test whether "
              + column
              + " is normal: "
              + found.undefined().get("skewness")
              + ", expected values that differ, got "
              + found.n());
    }
    double statistic = found.n() / 6.0 * (skewness * skewness + kurtosis * kurtosis / 4);
    return new NormalityTest(
        column,
        found.n(),
        found.missing(),
        skewness,
        kurtosis,
        statistic,
        Tails.upperChiSquare(statistic, 2));
  }
}
