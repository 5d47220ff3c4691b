/**
 * Sums under masks that cancel: no key, no ciphertext, and integers as they are, modulo a power of
 * two that no sum reaches. Whoever drives the rounds learns the sum.
 */
@NullMarked
package parley.fl.sum.masked;

import org.jspecify.annotations.NullMarked;
