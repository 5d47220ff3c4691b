/**
 * Tables of two categories: counts, the tests of independence, and the suppression of small cells
 * for publication.
 *
 * <p><b>Other</b>: values that are no agreed level, shown where there are any. <b>Primary</b>
 * suppression hides cells of 1 to k - 1 rows, <b>complementary</b> suppression further cells, so
 * that no hidden one follows from margins.
 *
 * <pre>{@code
 * CrossTab table = new CrossTabStatistic(sex, income).result(sums);
 * table.tests().pValue();
 * SuppressedTable published = LeastCell.of(5).hide(table);
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.table;

import org.jspecify.annotations.NullMarked;
