/**
 * Rounds of sums under masks: the driver asks all providers for one phase after the other. With a
 * local master only, a simulation in which all providers live in one process.
 */
@NullMarked
package parley.mhe.runtime.masking;

import org.jspecify.annotations.NullMarked;
