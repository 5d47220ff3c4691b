/**
 * Computes a {@link parley.fl.statistic.Statistic} over the providers of a table, whatever carries
 * the sums.
 *
 * <pre>{@code
 * try (ProviderTable table = ProviderTable.of(frame, statistic.columns(), "site", List.of())) {
 *   var result =
 *       StatisticRun.of(statistic, table, "encrypted", SumQuerier.fresh(), FederationOptions.defaults());
 *   System.out.println(result.value());
 * }
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.run;

import org.jspecify.annotations.NullMarked;
