package parley.mhe.runtime.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import parley.error.ParleyException;

/**
 * The plugin's configuration, see {@link parley.mhe.runtime.ParleyPlugin}. Immutable, thread-safe.
 *
 * @param roundTimeout the longest time-out of a round
 * @param executors executors to wait for; empty for those that Spark has
 * @param executorsTimeout how long to wait for them
 * @param resources the custom resource of each provider's worker; empty for none
 * @param rpcBytes messages up to this size go through the plugin's RPC
 */
public record ClusterSettings(
    Duration roundTimeout,
    OptionalInt executors,
    Duration executorsTimeout,
    Map<String, String> resources,
    long rpcBytes) {
  /** What {@code spark.plugins} has to name. */
  static final String PLUGIN = "parley.mhe.runtime.ParleyPlugin";

  public static final String ROUND_TIMEOUT = "spark.parley.round.timeout";
  static final String EXECUTORS = "spark.parley.executors";
  static final String EXECUTORS_TIMEOUT = "spark.parley.executors.timeout";
  static final String RESOURCES = "spark.parley.resources";
  static final String RPC_BYTES = "spark.parley.rpc.maxBytes";

  private static final String LOCALITY_WAIT = "spark.locality.wait";
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*([0-9]+)\\s*,.*");

  static ClusterSettings of(SparkConf conf) {
    return new ClusterSettings(
        Duration.ofMillis(conf.getTimeAsMs(ROUND_TIMEOUT, "120s")),
        executors(conf),
        Duration.ofMillis(conf.getTimeAsMs(EXECUTORS_TIMEOUT, "60s")),
        resources(conf.get(RESOURCES, "")),
        conf.getSizeAsBytes(RPC_BYTES, "16m"));
  }

  private static OptionalInt executors(SparkConf conf) {
    int stated = conf.getInt(EXECUTORS, conf.getInt("spark.executor.instances", 0));
    Matcher cluster = LOCAL_CLUSTER.matcher(conf.get("spark.master", ""));
    if (stated > 0) {
      return OptionalInt.of(stated);
    }
    return cluster.matches()
        ? OptionalInt.of(Integer.parseInt(cluster.group(1)))
        : OptionalInt.empty();
  }

  static Map<String, String> resources(String list) {
    Map<String, String> resources = new TreeMap<>();
    for (String entry : ClusterExecutor.claims(list)) {
      String[] pair = entry.split("=", -1);
      if (pair.length != 2 || pair[0].isBlank() || !pair[1].strip().matches("[A-Za-z0-9_-]+")) {
        throw new ParleyException(
            "cannot read "
                + RESOURCES
                + ": expected provider=resource,provider=resource, got "
                + entry);
      }
      resources.put(pair[0].strip(), pair[1].strip());
    }
    return resources;
  }

  /**
   * Ciphertexts are as good as random: compressing a round's broadcast costs time and no byte less.
   */
  static void leaveBroadcastsUncompressed(SparkConf conf) {
    conf.setIfMissing("spark.broadcast.compress", "false");
  }

  /** Lets no task go elsewhere because its provider's executor is busy for a round. */
  void raiseLocalityWait(SparkConf conf) {
    long millis = roundTimeout.toMillis();
    for (String key :
        List.of(
            LOCALITY_WAIT,
            LOCALITY_WAIT + ".process",
            LOCALITY_WAIT + ".node",
            LOCALITY_WAIT + ".rack")) {
      boolean main = key.equals(LOCALITY_WAIT);
      if ((main || conf.contains(key)) && conf.getTimeAsMs(key, "3s") < millis) {
        conf.set(key, millis + "ms");
      }
    }
  }
}
