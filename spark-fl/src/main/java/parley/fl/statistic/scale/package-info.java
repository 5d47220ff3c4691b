/**
 * The first round of statistics that need more than one: where each column lies and how wide it is.
 *
 * <p><b>Totals</b>: values, sum and sum of squares of each column, which only the querier reads.
 * <b>Scales</b>: a rough centre and a power of two near the deviation, which it tells the
 * providers, so that they round to units that fit the column.
 */
@NullMarked
package parley.fl.statistic.scale;

import org.jspecify.annotations.NullMarked;
