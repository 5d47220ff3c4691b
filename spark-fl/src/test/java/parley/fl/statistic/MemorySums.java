package parley.fl.statistic;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import parley.fl.sum.LocalSums;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumBounds;
import parley.fl.sum.SumSpec;
import parley.fl.table.TableRows;

/** Carries the sums of a statistic over rows in memory, with the bounds that all carriers check. */
public final class MemorySums implements SecureSum {
  private final RowSums statistic;
  private final List<TableRows> providers;

  private MemorySums(RowSums statistic, List<TableRows> providers) {
    this.statistic = statistic;
    this.providers = providers;
  }

  /** The sums of these providers' rows. */
  public static SecureSum of(RowSums sums, List<TableRows> providers) {
    return new MemorySums(sums, providers);
  }

  /** The statistic of these providers' rows. */
  public static <R> R result(Statistic<R> statistic, List<TableRows> providers) {
    return statistic.result(new MemorySums(statistic, providers));
  }

  @Override
  public OpenedSum open(SumSpec spec, byte[] arguments) {
    if (!statistic.sums().contains(spec)) {
      throw new IllegalArgumentException("cannot open " + spec + ": it was not agreed on");
    }
    BigInteger[] sum = new BigInteger[spec.length()];
    Arrays.fill(sum, BigInteger.ZERO);
    for (TableRows rows : providers) {
      LocalSums local =
          new LocalSums() {
            @Override
            public BigInteger[] sums(SumSpec asked, byte[] args) {
              return statistic.local(asked, args, rows);
            }

            @Override
            public byte[] privateInputHash() {
              return rows.sha256();
            }
          };
      BigInteger[] part = SumBounds.vector(rows.provider(), spec, local, arguments);
      Arrays.setAll(sum, k -> sum[k].add(part[k]));
    }
    return new OpenedSum(spec, sum);
  }
}
