/**
 * The party runtime on Spark: which provider lives where, rounds, aggregation along a tree.
 *
 * <p><b>Federation</b>: the driver's side of a session. <b>Endpoint</b>: a provider in an
 * executor's process, with its party and the program on its rows, outside of Spark's lineage.
 * <b>Round</b>: one message to each provider and the sum of their answers. <b>Transport</b>: what
 * carries a round; here a Spark job.
 *
 * <pre>{@code
 * try (Federation federation =
 *     Federation.open(spark, plan, rows, programs, querier.publicKey(), FederationOptions.defaults())) {
 *   List<Ciphertext> sums = federation.map("train/map", 0, List.of(model), args);
 *   RefreshedSums next = federation.sumRefresh("train/refresh", 0, sums, call);
 *   Ciphertext opened = federation.keySwitch("model/open", 0, next.outputs().get(0));
 *   double[] values = querier.decrypt(opened);
 * }
 * }</pre>
 *
 * <p>Messages are bytes; no secret and no native handle is ever in one. With a local master all
 * providers share the driver's process: a simulation.
 */
@NullMarked
package parley.mhe.runtime;

import org.jspecify.annotations.NullMarked;
