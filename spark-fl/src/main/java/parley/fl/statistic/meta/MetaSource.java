package parley.fl.statistic.meta;

import java.util.List;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.StatisticSource;

/** This folder's statistics, found as a service. */
public final class MetaSource implements StatisticSource {
  @Override
  public List<Class<? extends Statistic<?>>> statistics() {
    return List.of(MetaStatistic.class, MantelHaenszelStatistic.class);
  }
}
