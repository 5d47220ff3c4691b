package parley.fl.statistic;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * What a statistic asks of the providers: sums that all agree on beforehand, what each provider
 * computes for them on its own rows, and what the querier makes of the opened sums. An
 * implementation is an immutable record of public settings (column names, levels, bounds, numbers),
 * which go into the plan as JSON: each provider makes the statistic again from there. It holds no
 * data.
 *
 * @param <R> the result
 */
public interface Statistic<R> extends Serializable {
  /** The columns that it reads. */
  Columns columns();

  /** The sums, in the order of their first opening; steps of different names. */
  List<SumSpec> sums();

  /**
   * One provider's vector. The same to the bit for any order of rows, and such that the sum over
   * providers is the same for any split of all rows: round each row's summand to the unit (as
   * {@link parley.fl.sum.FixedSums} does) and add up whole numbers.
   *
   * @param spec one of {@link #sums()}
   * @param arguments what {@link #result} sent along, the same to every provider, which all of them
   *     see
   * @param rows perhaps none
   */
  BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows);

  /**
   * At the querier: opens the sums and makes the result.
   *
   * @throws parley.error.ParleyException when the sums give none
   */
  R result(SecureSum sums);
}
