package parley.fl.statistic.study;

import java.util.List;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.StatisticSource;

/** This folder's statistics, found as a service. */
public final class StudySource implements StatisticSource {
  @Override
  public List<Class<? extends Statistic<?>>> statistics() {
    return List.of(StudyStatistic.class);
  }
}
