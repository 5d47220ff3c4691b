/** The steps of a network's plan, and the numbers of each iteration. */
@NullMarked
package parley.fl.protection.encrypted.network.step;

import org.jspecify.annotations.NullMarked;
