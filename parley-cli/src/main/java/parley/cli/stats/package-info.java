/**
 * {@code parley stats}: statistics over several providers. A command is its options, the statistic
 * that they ask for, and how its result reads; {@link parley.cli.stats.StatisticCommand} does the
 * rest.
 */
@NullMarked
package parley.cli.stats;

import org.jspecify.annotations.NullMarked;
