package parley.mhe.runtime.carrier;

import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.LoggerFactory;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.runtime.placement.ProviderLocation;
import parley.mhe.runtime.provider.ProgramFactory;
import parley.mhe.runtime.session.FederationOptions;

/** A transport that makes the providers as well. Used by one thread at a time. */
public interface ProviderTransport extends Transport {
  /**
   * Makes a party and a program of each partition.
   *
   * @param resume whether the parties go on with the session in their stores
   * @return the parties' nonces
   */
  <T> SortedMap<String, byte[]> install(
      JavaRDD<T> rows, ProgramFactory<T> programs, boolean resume);

  /** Makes the parties from their stores, without rows; returns their nonces. */
  SortedMap<String, byte[]> resume();

  /** Whether driver and providers are one process. */
  boolean simulated();

  /** Where the providers live now. */
  List<ProviderLocation> locations();

  /**
   * Rounds between this driver and the providers of a plan.
   *
   * @param context the driver's; sums live in it
   * @throws ParleyException when Spark speculates, or on a cluster when it lacks the plugin
   */
  static ProviderTransport create(
      JavaSparkContext spark, PartyPlan plan, CkksContext context, FederationOptions options) {
    if (spark.getConf().getBoolean("spark.speculation", false)) {
      throw new ParleyException(
          "cannot run a federation: Spark would run a provider's tasks twice, expected"
              + " spark.speculation=false, got true");
    }
    NetworkProtection.warning(spark.getConf())
        .ifPresent(LoggerFactory.getLogger(ProviderTransport.class)::warn);
    return spark.isLocal()
        ? new LocalTransport(spark, plan, context, options)
        : ClusterTransport.create(spark, plan, context, options);
  }
}
