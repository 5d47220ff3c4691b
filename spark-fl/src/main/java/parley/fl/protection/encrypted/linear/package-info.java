/**
 * Circuits of one margin a row: the encrypted descent of linear families, logistic regression among
 * them, as one {@link parley.fl.protection.encrypted.kind.CircuitKind}. {@code packing} says how
 * rows and weights lie in slots, {@code step} what the providers accept, {@code loop} what is
 * computed between, {@code predict} how margins are asked for. Nothing outside depends on it.
 *
 * <p>Terms: the <i>state</i> is the encrypted model, divided by the half-width H of the
 * activation's interval, so that its product with a row is the activation's argument u = z / H; the
 * <i>projection</i> of a ciphertext is the mean over the rows of a block, which the sum refresh
 * reads off without rotations.
 */
@NullMarked
package parley.fl.protection.encrypted.linear;

import org.jspecify.annotations.NullMarked;
