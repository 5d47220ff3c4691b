package parley.fl.statistic.survival;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.CountStatistic;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/** What is made of {@link SurvivalCounts}, in one opening. */
interface SurvivalStatistic<R> extends CountStatistic<R> {
  /** Numeric column: when a row ends, on the grid. */
  String time();

  /** Numeric column: 1 if it ends with the event, 0 if not. */
  String event();

  /** Groups; null for all rows together. */
  @Nullable Category by();

  /** The times. */
  TimeGrid grid();

  /** The result of the opened counts. */
  R result(SurvivalCounts counts);

  @Override
  default Columns columns() {
    return SurvivalCounts.columns(time(), event(), by());
  }

  @Override
  default List<SumSpec> sums() {
    return List.of(SurvivalCounts.spec(by(), grid()));
  }

  @Override
  default BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    return SurvivalCounts.local(time(), event(), by(), grid(), rows);
  }

  /** With noise more rows could have an event than are at risk. */
  @Override
  default boolean takesNoise() {
    return false;
  }

  @Override
  default BigInteger[] rounded(SumSpec spec, BigInteger[] counts, long multiple) {
    return SurvivalCounts.rounded(counts, grid(), multiple);
  }

  @Override
  default R result(SecureSum sums) {
    return result(SurvivalCounts.of(by(), grid(), sums.open(sums().get(0), new byte[0])));
  }
}
