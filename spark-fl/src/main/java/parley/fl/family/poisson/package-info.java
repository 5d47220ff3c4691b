/** Poisson regression with the log link. */
@NullMarked
package parley.fl.family.poisson;

import org.jspecify.annotations.NullMarked;
