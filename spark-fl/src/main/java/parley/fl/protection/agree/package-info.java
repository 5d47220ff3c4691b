/**
 * What the providers of a training agree on before its first iteration: sums that they open to all,
 * the same integers in clear and under encryption.
 */
@NullMarked
package parley.fl.protection.agree;

import org.jspecify.annotations.NullMarked;
