/**
 * Where a matrix of rows and neurons lies in ciphertexts, and how its numbers move from one layout
 * to another as exact integers.
 *
 * <p><b>Coefficient layout</b>: a number a coefficient of the polynomial; products of polynomials
 * are then products of matrices. <b>Slot layout</b>: a number a slot; products act number by
 * number. <b>Conversion map</b>: a public linear map between layouts, on the masks of a refresh as
 * on the masked sum, so that both cancel. <b>Factor</b>: a public rational that integers are
 * multiplied by.
 */
@NullMarked
package parley.mhe.layout;

import org.jspecify.annotations.NullMarked;
