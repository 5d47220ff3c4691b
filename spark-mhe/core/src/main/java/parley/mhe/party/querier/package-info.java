/** The querier's key pair and identity. */
@NullMarked
package parley.mhe.party.querier;

import org.jspecify.annotations.NullMarked;
