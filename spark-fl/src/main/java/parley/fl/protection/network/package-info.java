/**
 * What trainings of networks have in common, in clear and under encryption: what they check and
 * agree on, and what their reports say of it.
 */
@NullMarked
package parley.fl.protection.network;

import org.jspecify.annotations.NullMarked;
