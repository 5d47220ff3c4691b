/**
 * Activations and what stands for them under encryption: the sigmoid's polynomials, fixed ones and
 * those fitted to where the margins lie, and the looks at the margins that they follow.
 */
@NullMarked
package parley.fl.activation;

import org.jspecify.annotations.NullMarked;
