/**
 * Tests that compare a column's groups, two columns, or a column with a distribution.
 *
 * <p>Tests of means need totals by group, one round; tests of ranks and distributions need counts
 * on an agreed {@link parley.fl.statistic.grid.Grid}, one round as well. <b>Groups</b> are the
 * agreed levels; rows of other values are left out and counted.
 *
 * <pre>{@code
 * Category sex = new Category("sex", List.of("Male", "Female"));
 * TTests found = TTestStatistic.groups("bmi", sex).result(sums);
 * found.test("welch").pValue();
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.compare;

import org.jspecify.annotations.NullMarked;
