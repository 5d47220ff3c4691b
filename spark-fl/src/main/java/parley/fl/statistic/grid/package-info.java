/**
 * Values that all agreed on beforehand, so that a column's rows can be counted at each: what ranks,
 * quantiles and distributions are made of.
 *
 * <p><b>Grid</b>: equally spaced values. A value beside it counts at the nearest point, and how
 * many did is in the result; values below and above it have cells of their own.
 */
@NullMarked
package parley.fl.statistic.grid;

import org.jspecify.annotations.NullMarked;
