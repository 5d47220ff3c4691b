/**
 * Where a column's values lie: histograms, quantiles, the most frequent values. Minimum and maximum
 * are not given, since they name a person: the bounds of bins with enough rows stand for them.
 *
 * <p><b>Point</b>: one of the values, or very small bins, that a range is made of. <b>Bin</b>: 2^s
 * points; a round of quantiles counts at most 4096 bins, the next the 4096 finer ones of each bin
 * that holds an asked rank.
 *
 * <pre>{@code
 * QuantileRange ages = new QuantileRange(0, 120, 1.0);
 * new QuantileStatistic(List.of("age"), List.of(.25, .5, .75), List.of(ages), 5).result(sums);
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.quantile;

import org.jspecify.annotations.NullMarked;
