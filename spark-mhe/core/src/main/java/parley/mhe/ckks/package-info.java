/**
 * CKKS types over the binding: parameters, keys, ciphertexts, evaluator.
 *
 * <p><b>Limb</b>: one prime of the modulus chain and the residues under it. <b>Remaining
 * levels</b>: products that a ciphertext still allows. <b>Scale</b>: the factor between a value and
 * its encoding.
 */
@NullMarked
package parley.mhe.ckks;

import org.jspecify.annotations.NullMarked;
