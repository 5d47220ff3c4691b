/**
 * The cosine of two providers' vectors, which stay theirs. One encrypts its unit vector u, the
 * other multiplies the ciphertext with its own, v, in clear and in reverse: the constant
 * coefficient of u(X) v(1/X) is the inner product. That coefficient alone is refreshed, flooded and
 * opened to the querier: one number, one product, no key but the public one.
 *
 * <p><b>Position</b>: a public whole number that tells which entries of the two vectors belong
 * together. <b>First, second</b>: the providers in the order of their names; the first encrypts.
 *
 * <pre>{@code
 * CosineTerms terms = new CosineTerms("bmi", "position", 221);
 * CosineRun.encrypted(terms, table, SumQuerier.fresh(), FederationOptions.defaults()).value();
 * }</pre>
 */
@NullMarked
package parley.fl.cosine;

import org.jspecify.annotations.NullMarked;
