/**
 * A party's key and ledger on disk: files, marks, locks, and what is told of a store without
 * opening it.
 */
@NullMarked
package parley.mhe.party.store;

import org.jspecify.annotations.NullMarked;
