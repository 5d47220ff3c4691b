package parley.fl.statistic.study;

import parley.fl.statistic.Statistic;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.TableRows;

/**
 * A statistic of one provider's rows, computed where they are.
 *
 * @param statistic of which sums are opened
 * @param rows its own
 */
record OwnSums(Statistic<?> statistic, TableRows rows) implements SecureSum {
  static <R> R result(Statistic<R> statistic, TableRows rows) {
    return statistic.result(new OwnSums(statistic, rows));
  }

  @Override
  public OpenedSum open(SumSpec spec, byte[] arguments) {
    return new OpenedSum(spec, statistic.local(spec, arguments, rows));
  }
}
