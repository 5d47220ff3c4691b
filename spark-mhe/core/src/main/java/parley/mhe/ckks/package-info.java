/**
 * CKKS types over the binding: parameters, keys, ciphertexts, evaluator.
 *
 * <p><b>Limb</b>: one prime of the modulus chain and the residues under it. <b>Remaining
 * levels</b>: products that a ciphertext still allows. <b>Scale</b>: the factor between a value and
 * its encoding. <b>Scope</b>: closes what a formula makes on the way.
 *
 * <pre>{@code
 * try (CkksContext context = CkksContext.open(CkksParameters.SECURE_14);
 *     KeyPair keys = KeyPair.generate(context, Seed.fresh());
 *     Scope scope = Scope.open()) {
 *   Plaintext m = new Encoder(context).encode(new double[] {1, 2, 3}, 0x1p45, 5);
 *   Ciphertext c = keys.publicKey().encrypt(m, Seed.fresh());
 *   double[] twice = keys.decrypt(new Evaluator(context).add(c, c));
 * }
 * }</pre>
 */
@NullMarked
package parley.mhe.ckks;

import org.jspecify.annotations.NullMarked;
