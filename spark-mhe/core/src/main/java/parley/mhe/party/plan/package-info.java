/**
 * What parties agree to before anything else: the plan, its steps with their bounds, and what they
 * open to whom.
 */
@NullMarked
package parley.mhe.party.plan;

import org.jspecify.annotations.NullMarked;
