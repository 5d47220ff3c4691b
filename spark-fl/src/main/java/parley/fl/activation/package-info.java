/**
 * What stands for a family's mean function under encryption: a fixed polynomial, or ones fitted to
 * where the margins lie, with the looks at the margins that they follow; and how polynomials are
 * fitted.
 */
@NullMarked
package parley.fl.activation;

import org.jspecify.annotations.NullMarked;
