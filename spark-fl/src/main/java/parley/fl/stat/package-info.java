/**
 * Statistics over the rows of several providers, named as Spark ML's.
 *
 * <p><b>Query</b>: the table, who holds which rows, how sums are protected and who reads them.
 *
 * <pre>{@code
 * ProviderQuery query = ProviderQuery.of(rows).withProviderCol("site");
 * FederatedTTest.test(query, "age", query.levelsOf("arm")).show();
 * FederatedCrosstab.crosstab(query, query.levelsOf("arm"), query.levelsOf("event")).show();
 * }</pre>
 */
@NullMarked
package parley.fl.stat;

import org.jspecify.annotations.NullMarked;
