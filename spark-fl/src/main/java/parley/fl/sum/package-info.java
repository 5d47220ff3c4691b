/**
 * Statistics of all providers' rows, of which the querier alone reads the answer.
 *
 * <p><b>Counts</b>: whole numbers that each provider finds on its own rows, such as the cells of a
 * confusion matrix by group; only their sum over the providers is ever opened, to the querier.
 *
 * <pre>{@code
 * JavaRDD<long[]> counts = rows.mapPartitions(part -> List.of(cells(part)).iterator());
 * long[] sum = EncryptedCounts.sum(counts, List.of("north", "south", "west"));
 * }</pre>
 */
@NullMarked
package parley.fl.sum;

import org.jspecify.annotations.NullMarked;
