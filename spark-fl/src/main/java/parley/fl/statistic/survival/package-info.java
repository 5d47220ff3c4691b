/**
 * Survival curves and the comparison of groups' survival, from counts on a time grid that all
 * agreed on.
 *
 * <p><b>At risk</b>: rows whose time is not before a point of the grid. <b>Event</b>: what is
 * waited for, code 1; <b>censored</b>: still waited for when the row ends, code 0. Of each point
 * and group the numbers of events and of censored rows are opened to the querier, nothing else: a
 * grid finer than the events opens single lives.
 *
 * <pre>{@code
 * new KaplanMeierStatistic("week", "arrest", null, new TimeGrid(0, 52, 1));
 * }</pre>
 */
@NullMarked
package parley.fl.statistic.survival;

import org.jspecify.annotations.NullMarked;
