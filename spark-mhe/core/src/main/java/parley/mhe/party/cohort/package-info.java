/**
 * Which rows a query for exact sums uses at a provider, and what that provider's policy says of
 * them.
 *
 * <p><b>Cohort</b>: the rows of one provider that a query uses, each known by a number of 64 bits.
 * <b>Gate</b>: three sums that all providers open to all before anything else: rows, providers with
 * rows, providers that refuse. <b>Record</b>: the cohorts of all sessions with the numbers that
 * were opened over them, in a folder beside the policy's log. <b>Noise</b>: what a plan says that
 * each provider adds to each integer of the other sums.
 *
 * <p>A party admits an upload of sums against its record before it gives that upload its
 * randomness. What the rows are is the word of the program that runs on them.
 */
@NullMarked
package parley.mhe.party.cohort;

import org.jspecify.annotations.NullMarked;
