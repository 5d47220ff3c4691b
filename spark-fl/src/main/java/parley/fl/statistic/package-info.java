/**
 * Statistics over all providers' rows, each made of exact sums that only the querier reads.
 *
 * <p><b>Statistic</b>: which sums, what a provider computes for them, what the querier makes of
 * them; a folder for each kind. The sums are carried {@code plain} or {@code encrypted}, see {@link
 * parley.fl.sum}.
 */
@NullMarked
package parley.fl.statistic;

import org.jspecify.annotations.NullMarked;
