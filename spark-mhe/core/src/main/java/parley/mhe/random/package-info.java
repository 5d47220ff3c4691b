/**
 * Derived randomness: common random strings that all parties expand alike, and the private noise
 * and masks of one party.
 */
@NullMarked
package parley.mhe.random;

import org.jspecify.annotations.NullMarked;
