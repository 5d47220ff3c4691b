/**
 * Federated estimators for Spark ML.
 *
 * <p><b>Data provider</b>: an organisation whose rows stay with it. <b>Querier</b>: who asks, and
 * alone reads the answer.
 */
@NullMarked
package parley.fl;

import org.jspecify.annotations.NullMarked;
