package parley.fl.statistic.survival;

import java.util.List;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.StatisticSource;

/** This folder's statistics, found as a service. */
public final class SurvivalSource implements StatisticSource {
  @Override
  public List<Class<? extends Statistic<?>>> statistics() {
    return List.of(KaplanMeierStatistic.class, LogRankStatistic.class);
  }
}
