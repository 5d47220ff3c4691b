/**
 * What a party has answered: every answer once, in order, and what may still be asked. Answers are
 * entered before they leave.
 */
@NullMarked
package parley.mhe.party.ledger;

import org.jspecify.annotations.NullMarked;
