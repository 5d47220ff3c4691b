package parley.mhe.runtime;

import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;
import parley.mhe.runtime.cluster.ClusterDriver;
import parley.mhe.runtime.cluster.ClusterExecutor;

/**
 * What Spark loads on a cluster: {@code spark.plugins=parley.mhe.runtime.ParleyPlugin}. In each
 * executor it keeps the parties of the providers that live there and tells the driver whose home
 * the executor is; at the driver it knows who is where and carries small rounds. A local master
 * needs no plugin. Stateless.
 *
 * <p>Configuration, all of it optional:
 *
 * <ul>
 *   <li>{@code spark.parley.round.timeout} (120s): the longest time-out of a round that is allowed;
 *       {@code spark.locality.wait} is raised to it, so that no task leaves its provider's executor
 *       because that is busy
 *   <li>{@code spark.parley.executors}: executors to wait for before providers are placed; by
 *       default as many as {@code spark.executor.instances} or a {@code local-cluster} says
 *   <li>{@code spark.parley.executors.timeout} (60s): how long to wait for executors
 *   <li>{@code spark.parley.resources} ({@code hospital-a=hospa,hospital-b=hospb}): the custom
 *       resource that each provider's worker offers; then Spark itself keeps a provider's tasks on
 *       its worker. Needs dynamic allocation
 *   <li>{@code spark.parley.rpc.maxBytes} (16m): messages up to this size go through the plugin's
 *       RPC, larger ones through Spark jobs
 *   <li>{@code spark.broadcast.compress} is false unless set: ciphertexts do not become smaller
 * </ul>
 *
 * <p>The environment variable {@code PARLEY_PROVIDERS} of an executor ({@code
 * hospital-a,hospital-b}) says whose home it is. Where any executor says so, every provider must
 * have exactly one home; otherwise the driver deals the providers out.
 */
public final class ParleyPlugin implements SparkPlugin {
  @Override
  public DriverPlugin driverPlugin() {
    return new ClusterDriver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ClusterExecutor();
  }
}
