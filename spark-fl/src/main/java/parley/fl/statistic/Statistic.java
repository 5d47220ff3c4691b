package parley.fl.statistic;

import parley.fl.sum.SecureSum;

/**
 * What a statistic asks of the providers, and what the querier makes of the opened sums. An
 * implementation is an immutable record of public settings (column names, levels, bounds, numbers),
 * which go into the plan as JSON: each provider makes the statistic again from there. It holds no
 * data.
 *
 * @param <R> the result
 */
public interface Statistic<R> extends RowSums {
  /**
   * At the querier: opens the sums and makes the result.
   *
   * @throws parley.error.ParleyException when the sums give none
   */
  R result(SecureSum sums);
}
