/**
 * The kind of circuits of networks with one hidden layer: the first layer lies in the coefficients
 * of the ring, where a product of polynomials is a product of matrices, activations lie in slots,
 * and refreshes move numbers from one to the other.
 *
 * <p><b>Block</b>: rows of all providers that share a ciphertext in the coefficients. <b>Group</b>:
 * neurons that share a ciphertext of slots. <b>Pattern</b>: the weights of a group towards one
 * output, repeated over all rows.
 */
@NullMarked
package parley.fl.protection.encrypted.network;

import org.jspecify.annotations.NullMarked;
