/** Trainings in clear of networks. */
@NullMarked
package parley.fl.protection.plain.network;

import org.jspecify.annotations.NullMarked;
