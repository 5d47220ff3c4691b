package parley.fl.statistic.run;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.RowSums;
import parley.fl.sum.LocalSums;
import parley.fl.sum.LocalSumsFactory;
import parley.fl.sum.SumSpec;
import parley.fl.table.TableRows;
import parley.mhe.party.cohort.Cohort;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.plan.RefusedException;

/** One provider's part of the exact sums that the plan holds. Thread-safe. */
public final class LocalStatistic implements LocalSums {
  private final RowSums statistic;
  private final Optional<Gate> gate;
  private final TableRows rows;
  private byte @Nullable [] hash;

  private LocalStatistic(RowSums statistic, Optional<Gate> gate, TableRows rows) {
    this.statistic = statistic;
    this.gate = gate;
    this.rows = rows;
  }

  /**
   * A provider's part, behind the gate if the plan has one.
   *
   * @param terms the plan's arguments
   */
  public static LocalSums of(RowSums statistic, Map<String, String> terms, TableRows rows) {
    return new LocalStatistic(statistic, Gate.of(terms), rows);
  }

  @Override
  public BigInteger[] sums(SumSpec spec, byte[] arguments) {
    if (gate.isEmpty()) {
      return statistic.local(spec, arguments, rows);
    }
    if (spec.step().equals(Gate.STEP)) {
      return Gate.part(rows.rows());
    }
    Gate.Passed passed = Gate.Passed.fromBytes(arguments);
    gate.get().refuses(passed.counts()).ifPresent(reason -> refuse(spec, reason));
    return statistic.local(spec, passed.arguments(), rows);
  }

  private static void refuse(SumSpec spec, String reason) {
    throw new RefusedException("cannot add up " + spec.words() + ": " + reason);
  }

  @Override
  public Cohort cohort() {
    return rows.cohort();
  }

  @Override
  public synchronized byte[] privateInputHash() {
    if (hash == null) {
      hash = rows.sha256();
    }
    return hash.clone();
  }

  /**
   * Makes each provider's part of what it accepted, whatever the driver has in mind. A partition
   * holds one table; where rows are pooled, that of every provider.
   */
  @DefaultSerializer(JavaSerializer.class)
  record Factory() implements LocalSumsFactory<TableRows> {
    private static final long serialVersionUID = 1L;

    @Override
    public LocalSums create(String provider, Map<String, String> terms, Iterator<TableRows> rows) {
      List<TableRows> parts = new ArrayList<>();
      rows.forEachRemaining(parts::add);
      TableRows own = parts.size() == 1 ? parts.get(0) : TableRows.together(provider, parts);
      return of(StatisticPlan.statistic(terms), terms, own);
    }
  }
}
