/**
 * How a round's messages reach the providers and their answers come back: in memory, by a Spark
 * job, or by the plugin's RPC. All carry the same bytes.
 */
@NullMarked
package parley.mhe.runtime.carrier;

import org.jspecify.annotations.NullMarked;
