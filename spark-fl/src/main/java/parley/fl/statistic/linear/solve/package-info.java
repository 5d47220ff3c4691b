/**
 * Systems of equations with a symmetric matrix of exact sums, solved in 40 decimal digits: what a
 * nearly dependent column costs does not show in a double.
 */
@NullMarked
package parley.fl.statistic.linear.solve;

import org.jspecify.annotations.NullMarked;
