/**
 * How columns go together: covariance, Pearson's and Spearman's correlation, cosine.
 *
 * <p><b>Complete rows</b>: those without a missing value in any of the columns; the others are
 * dropped and counted.
 *
 * <pre>{@code
 * Correlations found = new CovarianceStatistic(List.of("age", "bmi")).result(sums);
 * found.correlation().get(0).get(1);
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.correlate;

import org.jspecify.annotations.NullMarked;
