/**
 * Columns in figures: counts, means, variances, skewness, kurtosis and norms, by group and with
 * weights, and what compares groups of them: a study's first table, with the counts of categories.
 *
 * <p><b>Group totals</b>: the first round, of each group and column how many values, their sum and
 * that of their squares, exact. <b>Moments</b>: the second round, sums of powers about a rough
 * centre on a rough scale, which the providers are told.
 *
 * <pre>{@code
 * DescribeStatistic describe = new DescribeStatistic(List.of("age", "bmi"), null, null);
 * Descriptions found = describe.result(sums);
 * found.groups().get(0).columns().get(0).mean();
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.describe;

import org.jspecify.annotations.NullMarked;
