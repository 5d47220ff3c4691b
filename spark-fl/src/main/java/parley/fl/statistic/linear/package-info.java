/**
 * Linear regression over all providers' rows: least squares, ridge, lasso and elastic net from one
 * Gram matrix, with errors that allow for unequal variances or for providers that differ.
 *
 * <p>What is opened, all to the querier: totals of the columns, then the Gram of the columns on the
 * told scale, and for robust errors a third sum. The providers are told rough centres and scales,
 * and for the third sum the coefficients.
 *
 * <pre>{@code
 * new LinearStatistic(
 *     "target", List.of("bmi", "bp"), null, 0, 0, true, true, LinearStatistic.Errors.CLASSICAL);
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.linear;

import org.jspecify.annotations.NullMarked;
