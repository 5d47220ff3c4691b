package parley.fl.statistic.run;

import parley.fl.statistic.CountStatistic;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;

/** Counts that are rounded as soon as the querier has them. */
record RoundedSums(SecureSum sums, CountStatistic<?> statistic, long multiple)
    implements SecureSum {
  @Override
  public OpenedSum open(SumSpec spec, byte[] arguments) {
    OpenedSum opened = sums.open(spec, arguments);
    return new OpenedSum(
        opened.spec(), statistic.rounded(spec, opened.integers(), multiple), opened.noise());
  }
}
