/**
 * What providers compute of their rows and of ciphertexts in the coefficients of the ring, for all
 * kinds of circuits that lie there.
 */
@NullMarked
package parley.fl.protection.encrypted.products;

import org.jspecify.annotations.NullMarked;
