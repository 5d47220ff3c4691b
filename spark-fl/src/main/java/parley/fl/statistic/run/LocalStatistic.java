package parley.fl.statistic.run;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.Statistic;
import parley.fl.sum.LocalSums;
import parley.fl.sum.LocalSumsFactory;
import parley.fl.sum.SumSpec;
import parley.fl.table.TableRows;

/** One provider's part of the statistic that the plan holds. Thread-safe. */
final class LocalStatistic implements LocalSums {
  private final Statistic<?> statistic;
  private final TableRows rows;
  private byte @Nullable [] hash;

  private LocalStatistic(Statistic<?> statistic, TableRows rows) {
    this.statistic = statistic;
    this.rows = rows;
  }

  @Override
  public BigInteger[] sums(SumSpec spec, byte[] arguments) {
    return statistic.local(spec, arguments, rows);
  }

  @Override
  public synchronized byte[] privateInputHash() {
    if (hash == null) {
      hash = rows.sha256();
    }
    return hash.clone();
  }

  /** Makes each provider's part of what it accepted, whatever the driver has in mind. */
  @DefaultSerializer(JavaSerializer.class)
  record Factory() implements LocalSumsFactory<TableRows> {
    private static final long serialVersionUID = 1L;

    @Override
    public LocalSums create(String provider, Map<String, String> terms, Iterator<TableRows> rows) {
      return new LocalStatistic(StatisticPlan.statistic(terms), rows.next());
    }
  }
}
