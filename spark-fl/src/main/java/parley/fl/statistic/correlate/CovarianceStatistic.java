package parley.fl.statistic.correlate;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.describe.GroupTotals;
import parley.fl.statistic.design.CompleteRows;
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Covariances, Pearson's correlations and cosines of numeric columns over complete rows, in two
 * rounds: totals, exact, then sums of products about rough centres on rough scales, which the
 * providers are told. Immutable, thread-safe.
 *
 * @param names two numeric columns or more
 */
@DefaultSerializer(JavaSerializer.class)
public record CovarianceStatistic(List<String> names) implements Statistic<Correlations> {
  private static final long serialVersionUID = 1L;

  /**
   * @throws ParleyException with fewer than two columns
   */
  public CovarianceStatistic {
    names = List.copyOf(names);
    if (names.size() < 2) {
      throw new ParleyException(
          "cannot correlate columns: expected two or more, got " + names.size());
    }
  }

  @Override
  public Columns columns() {
    return Columns.ofNumbers(names);
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(totals(), ProductSums.spec(names));
  }

  /** Totals of complete rows, and the number of all rows. */
  private SumSpec totals() {
    SumSpec complete = GroupTotals.spec(names, null);
    return SumSpec.of(
            "covariance/totals",
            complete.words() + " over complete rows, and the number of all rows",
            complete.length() + 1,
            complete.bound())
        .withUnit(complete.fractionBits());
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    TableRows complete = CompleteRows.of(names, rows).rows();
    if (!spec.equals(totals())) {
      return ProductSums.local(spec, ColumnScales.fromBytes(names, arguments), complete);
    }
    BigInteger[] totals = GroupTotals.local(names, null, complete);
    BigInteger[] vector = Arrays.copyOf(totals, totals.length + 1);
    vector[totals.length] = BigInteger.valueOf(rows.rows()).shiftLeft(spec.fractionBits());
    return vector;
  }

  @Override
  public Correlations result(SecureSum sums) {
    SumSpec spec = totals();
    BigInteger[] opened = sums.open(spec, new byte[0]).integers();
    int last = opened.length - 1;
    long all = opened[last].shiftRight(spec.fractionBits()).longValueExact();
    SumSpec complete = GroupTotals.spec(names, null);
    if (opened[0].signum() == 0) {
      throw new InvalidDataException(
          "cannot correlate "
              + String.join(", ", names)
              + ": no row has a value in each, expected one at least, got 0 of "
              + all);
    }
    OpenedSum part = new OpenedSum(complete, Arrays.copyOf(opened, last));
    GroupTotals totals = GroupTotals.of(names, null, part);
    ColumnScales scales = totals.columns().get(0).scales();
    OpenedSum products = sums.open(ProductSums.spec(names), scales.toBytes());
    return new CorrelationFigures(totals, scales, products.values()).correlations(all);
  }
}
