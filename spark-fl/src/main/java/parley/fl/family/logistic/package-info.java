/**
 * Binary logistic regression: the sigmoid, its polynomials, fixed ones and those fitted to where
 * the margins lie, and the looks at the margins that these follow.
 */
@NullMarked
package parley.fl.family.logistic;

import org.jspecify.annotations.NullMarked;
