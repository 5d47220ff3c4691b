/** Gamma regression with the log link. */
@NullMarked
package parley.fl.family.gamma;

import org.jspecify.annotations.NullMarked;
