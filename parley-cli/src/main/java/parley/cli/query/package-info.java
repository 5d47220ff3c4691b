/**
 * What commands that ask providers for exact sums have in common: the table and who holds which
 * rows, how sums are protected, how results read. A command is its options, the statistic that they
 * ask for, and how its result reads; {@link parley.cli.query.StatisticCommand} does the rest.
 */
@NullMarked
package parley.cli.query;

import org.jspecify.annotations.NullMarked;
