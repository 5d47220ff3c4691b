/**
 * Where providers are: groups of providers on one executor, their homes, and the RDDs that are
 * computed there and nowhere else.
 */
@NullMarked
package parley.mhe.runtime.placement;

import org.jspecify.annotations.NullMarked;
