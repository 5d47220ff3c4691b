package parley.fl.statistic;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.List;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Exact sums over the providers' rows: which all agree on beforehand, and what each provider
 * computes for them on its own rows.
 */
public interface RowSums extends Serializable {
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
   * @param arguments what the querier sent along, the same to every provider, which all of them see
   * @param rows perhaps none
   */
  BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows);
}
