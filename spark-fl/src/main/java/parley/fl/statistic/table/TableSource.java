package parley.fl.statistic.table;

import java.util.List;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.StatisticSource;

/** Names the statistics of this folder. */
public final class TableSource implements StatisticSource {
  @Override
  public List<Class<? extends Statistic<?>>> statistics() {
    return List.of(CrossTabStatistic.class);
  }
}
