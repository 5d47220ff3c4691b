/**
 * The kind of circuits of networks: all layers but the last lie in the coefficients of the ring,
 * where a product of polynomials is a product of matrices, activations and the last layer lie in
 * slots, and refreshes move numbers from one to the other. Rows meet the first layer in clear; the
 * weights of a layer between two hidden ones are multiplied by masks.
 *
 * <p><b>Block</b>: rows of all providers that share a ciphertext in the coefficients. <b>Group</b>:
 * neurons that share a ciphertext of slots. <b>Pattern</b>: the weights of a group towards one
 * output, repeated over all rows.
 */
@NullMarked
package parley.fl.protection.encrypted.network;

import org.jspecify.annotations.NullMarked;
