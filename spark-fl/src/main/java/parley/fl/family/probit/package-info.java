/** Binary regression with the probit link. */
@NullMarked
package parley.fl.family.probit;

import org.jspecify.annotations.NullMarked;
