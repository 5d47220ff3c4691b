/** An iteration of a network: the driver's arithmetic, and that of a provider's rows. */
@NullMarked
package parley.fl.protection.encrypted.network.loop;

import org.jspecify.annotations.NullMarked;
