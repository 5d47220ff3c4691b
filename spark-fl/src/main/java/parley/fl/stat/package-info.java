/**
 * Statistics over the rows of several providers, named as Spark ML's.
 *
 * <p><b>Query</b>: the table, who holds which rows, how sums are protected and who reads them.
 */
@NullMarked
package parley.fl.stat;

import org.jspecify.annotations.NullMarked;
