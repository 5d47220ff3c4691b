/**
 * Fits with the querier in the loop, under encryption. The querier encrypts each coefficient into
 * every slot of a ciphertext of its own; a provider's row i is slot i of a block, so that margins
 * are an inner product with plain rows and need no rotation. The family's polynomial takes four
 * levels, products with plain rows none, and the sum over slots is a flooded sum refresh, of which
 * all numbers of a round are coefficients of one ciphertext that is switched to the querier's key.
 */
@NullMarked
package parley.fl.querier.encrypted;

import org.jspecify.annotations.NullMarked;
