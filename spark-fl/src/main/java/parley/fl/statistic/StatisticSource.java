package parley.fl.statistic;

import java.util.List;

/** Names the statistics of a folder; found by {@link java.util.ServiceLoader}. */
public interface StatisticSource {
  /** Records of public settings, each of a simple name of its own. */
  List<Class<? extends Statistic<?>>> statistics();
}
