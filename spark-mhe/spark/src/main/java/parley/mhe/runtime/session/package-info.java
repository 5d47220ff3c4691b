/**
 * What a session is opened with and what it leaves: options, the collective keys, its saved form,
 * and a record of each round.
 */
@NullMarked
package parley.mhe.runtime.session;

import org.jspecify.annotations.NullMarked;
