package parley.fl.statistic.compare;

import java.util.List;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.StatisticSource;

/** Names the statistics of this folder. */
public final class CompareSource implements StatisticSource {
  @Override
  public List<Class<? extends Statistic<?>>> statistics() {
    return List.of(
        TTestStatistic.class,
        AnovaStatistic.class,
        RankStatistic.class,
        ProportionStatistic.class,
        NormalFitStatistic.class,
        JarqueBeraStatistic.class);
  }
}
