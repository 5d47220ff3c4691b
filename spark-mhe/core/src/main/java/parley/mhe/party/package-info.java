/**
 * A party: the owner of one secret-key share, which answers requests along the plan it accepted.
 *
 * <p><b>Plan</b>: what may be asked, in which order, and what is opened to whom. <b>Place</b>:
 * step, attempt, round and object of a request; one request a place, ever. <b>Ledger</b>: the
 * write-once record of what was answered. <b>Content id</b>: the hash of all that an answer depends
 * on; the party computes it itself.
 *
 * <pre>{@code
 * Party party = Party.join(plan, "hospital-1");
 * byte[] nonce = party.nonce();                 // to the driver, which relays all of them
 * party.begin(nonces, querierPublicKey);
 * byte[] share = party.answer(request);         // again: the same bytes; another: refused
 * party.acknowledge("train/refresh", 0, 3);
 * }</pre>
 *
 * <p>A party's boundary is bytes in and bytes out, so that it can run in a process of its own.
 * Nothing here knows of Spark.
 */
@NullMarked
package parley.mhe.party;

import org.jspecify.annotations.NullMarked;
