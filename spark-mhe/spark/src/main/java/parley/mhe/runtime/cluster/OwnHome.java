package parley.mhe.runtime.cluster;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.SparkEnv;
import parley.error.ParleyException;

/**
 * Whose home this executor is by the word of its own worker, which started it with names in {@code
 * PARLEY_PROVIDERS} or with a custom resource: what reads a provider's file asks here, and not the
 * driver. Thread-safe.
 *
 * @param claims providers that the environment names
 * @param resources custom resources that the worker gave
 */
public record OwnHome(List<String> claims, Set<String> resources) {
  private static final String DRIVER = "driver";
  private static volatile OwnHome here = new OwnHome(List.of(), Set.of());

  /** Takes copies. */
  public OwnHome {
    claims = List.copyOf(claims);
    resources = Set.copyOf(resources);
  }

  static void begin(List<String> claims, Set<String> resources) {
    here = new OwnHome(claims, resources);
  }

  /**
   * Whether this process is one with the driver's, so that all providers are here: a simulation.
   */
  public static boolean isSimulation() {
    return SparkEnv.get().executorId().equals(DRIVER);
  }

  /** This executor in words. */
  public static String words() {
    SparkEnv spark = SparkEnv.get();
    return isSimulation()
        ? "this process"
        : "executor " + spark.executorId() + " on " + spark.blockManager().blockManagerId().host();
  }

  /**
   * Refuses a provider whose home this is not; with a local master there is no other place.
   *
   * @throws ParleyException unless the worker says that it is
   */
  public static void require(String provider) {
    if (!isSimulation()) {
      here.require(
          provider,
          ClusterSettings.resources(SparkEnv.get().conf().get(ClusterSettings.RESOURCES, "")),
          words());
    }
  }

  /**
   * The check itself.
   *
   * @param byProvider the custom resource that each provider's worker offers
   */
  void require(String provider, Map<String, String> byProvider, String executor) {
    String resource = byProvider.get(provider);
    if (claims.contains(provider) || (resource != null && resources.contains(resource))) {
      return;
    }
    throw new ParleyException(
        "cannot read the file of "
            + provider
            + ": "
            + executor
            + " is not its home, expected a worker with it in "
            + ClusterExecutor.PROVIDERS_VARIABLE
            + (resource == null ? "" : " or with resource " + resource)
            + ", got one with "
            + claims
            + (resources.isEmpty() ? "" : " and resources " + new TreeSet<>(resources)));
  }
}
