/**
 * The party runtime on Spark: which provider lives where, rounds, aggregation along a tree.
 *
 * <p><b>Round</b>: one message from each provider and their sum. <b>Transport</b>: what carries a
 * round; here a Spark job.
 */
@NullMarked
package parley.mhe.runtime;

import org.jspecify.annotations.NullMarked;
