/** Activations on ciphertexts, with the levels and true scales that they take. */
@NullMarked
package parley.fl.family.circuit;

import org.jspecify.annotations.NullMarked;
