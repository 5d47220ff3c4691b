/** Sums in clear: the driver sees every provider's vector. */
@NullMarked
package parley.fl.sum.plain;

import org.jspecify.annotations.NullMarked;
