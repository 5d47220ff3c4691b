/**
 * Sums under a key that no one holds: integers as coefficients of a ciphertext, at a scale that the
 * smudging of all providers does not reach.
 */
@NullMarked
package parley.fl.sum.encrypted;

import org.jspecify.annotations.NullMarked;
