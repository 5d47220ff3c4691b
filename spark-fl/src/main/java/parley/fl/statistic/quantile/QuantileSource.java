package parley.fl.statistic.quantile;

import java.util.List;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.StatisticSource;

/** Names the statistics of this folder. */
public final class QuantileSource implements StatisticSource {
  @Override
  public List<Class<? extends Statistic<?>>> statistics() {
    return List.of(QuantileStatistic.class, HistogramStatistic.class, TopStatistic.class);
  }
}
