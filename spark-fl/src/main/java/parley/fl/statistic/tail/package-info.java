/**
 * Tails of the distributions that tests compare with: the tail itself, never one less the rest, so
 * that a p value keeps its digits down to 10^-300.
 */
@NullMarked
package parley.fl.statistic.tail;

import org.jspecify.annotations.NullMarked;
