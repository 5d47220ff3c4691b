/**
 * A party: the owner of one secret-key share, which answers requests along the plan it accepted.
 *
 * <p><b>Plan</b>: what may be asked, in which order. <b>Ledger</b>: the write-once record of what
 * was answered. <b>Content id</b>: the hash of all that an answer depends on.
 */
@NullMarked
package parley.mhe.party;

import org.jspecify.annotations.NullMarked;
