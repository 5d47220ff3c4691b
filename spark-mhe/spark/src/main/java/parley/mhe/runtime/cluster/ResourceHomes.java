package parley.mhe.runtime.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ExecutorResourceRequests;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import parley.error.ParleyException;
import parley.mhe.runtime.message.PluginMessage.Hello;
import parley.mhe.runtime.placement.Placement;

/**
 * Homes that Spark's own scheduler enforces: each provider's worker offers a custom resource that
 * no other worker has, and the provider's tasks ask for it. Stateless.
 */
final class ResourceHomes {
  private ResourceHomes() {}

  /** What a task must ask for to land at a provider's worker. */
  static ResourceProfile profile(String resource) {
    return new ResourceProfileBuilder()
        .require(new ExecutorResourceRequests().cores(1).resource(resource, 1, "", ""))
        .require(new TaskResourceRequests().cpus(1).resource(resource, 1))
        .build();
  }

  /**
   * Has Spark start an executor with each provider's resource, and says which they are.
   *
   * @throws ParleyException when a provider has no resource, or no worker with it is found in time
   */
  static Placement acquire(SparkContext spark, ClusterDriver cluster, List<String> providers) {
    ClusterSettings settings = cluster.settings();
    Map<String, JavaFutureAction<List<String>>> asked = new LinkedHashMap<>();
    for (String provider : providers) {
      asked.put(provider, ask(spark, cluster.profile(provider), provider));
    }
    long end = System.nanoTime() + settings.executorsTimeout().toNanos();
    Map<String, Hello> homes = new TreeMap<>();
    try {
      asked.forEach(
          (provider, answer) -> {
            String executor = await(answer, end, provider, settings);
            homes.put(provider, hello(cluster, executor, provider));
          });
    } finally {
      asked.values().forEach(answer -> answer.cancel(true));
    }
    return Placement.given(homes);
  }

  private static JavaFutureAction<List<String>> ask(
      SparkContext spark, ResourceProfile profile, String provider) {
    return JavaSparkContext.fromSparkContext(spark)
        .parallelize(new ArrayList<>(List.of(provider)), 1)
        .withResources(profile)
        .map(name -> SparkEnv.get().executorId())
        .collectAsync();
  }

  private static String await(
      JavaFutureAction<List<String>> answer, long end, String provider, ClusterSettings settings) {
    String resource = settings.resources().get(provider);
    try {
      return answer.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS).get(0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ParleyException("cannot place " + provider + ": it was interrupted", e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new ParleyException(
          "cannot place "
              + provider
              + ": no worker gave its resource within "
              + settings.executorsTimeout().toSeconds()
              + " s, expected a worker with spark.worker.resource."
              + resource
              + ".amount=1 and a free core, got none",
          e);
    }
  }

  private static Hello hello(ClusterDriver cluster, String executor, String provider) {
    Duration limit = cluster.settings().executorsTimeout();
    return cluster
        .executors()
        .await(live -> live.stream().anyMatch(e -> e.executor().equals(executor)), limit)
        .stream()
        .filter(e -> e.executor().equals(executor))
        .findFirst()
        .orElseThrow(
            () ->
                new ParleyException(
                    "cannot place "
                        + provider
                        + ": its executor "
                        + executor
                        + " is without the plugin, expected it there, got no word"));
  }
}
