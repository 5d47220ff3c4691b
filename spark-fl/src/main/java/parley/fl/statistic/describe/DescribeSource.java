package parley.fl.statistic.describe;

import java.util.List;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.StatisticSource;

/** Names the statistics of this folder. */
public final class DescribeSource implements StatisticSource {
  @Override
  public List<Class<? extends Statistic<?>>> statistics() {
    return List.of(DescribeStatistic.class, TableOneStatistic.class);
  }
}
