package parley.fl.statistic.correlate;

import java.util.List;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.StatisticSource;

/** Names the statistics of this folder. */
public final class CorrelateSource implements StatisticSource {
  @Override
  public List<Class<? extends Statistic<?>>> statistics() {
    return List.of(CovarianceStatistic.class, SpearmanStatistic.class);
  }
}
