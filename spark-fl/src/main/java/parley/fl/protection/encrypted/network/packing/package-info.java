/** How a network's rows, neurons and weights lie in ciphertexts, and the levels that it takes. */
@NullMarked
package parley.fl.protection.encrypted.network.packing;

import org.jspecify.annotations.NullMarked;
