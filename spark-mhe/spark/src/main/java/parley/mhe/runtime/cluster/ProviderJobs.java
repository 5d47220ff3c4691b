package parley.mhe.runtime.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import parley.error.ParleyException;
import parley.mhe.runtime.placement.Homes;
import parley.mhe.runtime.placement.PinnedRdd;
import scala.runtime.AbstractFunction1;

/**
 * Spark jobs whose partition i belongs to provider i and must run at its home. On a cluster rows
 * never leave their provider's executor this way; with a local master there is one process, and
 * these are plain jobs. Stateless, so safe for use by several threads.
 */
public final class ProviderJobs {
  private static final String REGISTRATION_REQUIRED = "spark.kryo.registrationRequired";

  private ProviderJobs() {}

  /**
   * Looks at Spark's settings before any job runs.
   *
   * @throws ParleyException on a cluster without the plugin, or where Kryo wants every class
   *     registered
   */
  public static void check(SparkContext spark) {
    if (spark.getConf().get("spark.serializer", "").endsWith("KryoSerializer")
        && spark.getConf().getBoolean(REGISTRATION_REQUIRED, false)) {
      throw new ParleyException(
          "cannot use Kryo: Spark does not register its own classes, expected "
              + REGISTRATION_REQUIRED
              + "=false, got true");
    }
    ClusterDriver.onCluster(spark);
  }

  /**
   * The same rows, each partition computed at its provider's home or not at all.
   *
   * @param providers sorted names; partition i belongs to the i-th
   * @throws ParleyException on a cluster without the plugin, or when a provider has no home
   */
  public static <T> JavaRDD<T> pin(JavaRDD<T> rows, List<String> providers) {
    return ClusterDriver.onCluster(rows.context())
        .map(cluster -> PinnedRdd.of(rows, providers, cluster.homes(rows.context(), providers)))
        .orElse(rows);
  }

  /**
   * Where providers live, now and after an executor was lost; empty with a local master.
   *
   * @param providers sorted names
   * @throws ParleyException on a cluster without the plugin, or when a provider has no home
   */
  public static Optional<Homes> homes(SparkContext spark, List<String> providers) {
    return ClusterDriver.onCluster(spark).map(cluster -> cluster.homes(spark, providers));
  }

  /** The elements of all partitions in their order: for small things only. */
  public static <T> List<T> collect(JavaRDD<T> rows, List<String> providers) {
    return collect(rows, providers, providers);
  }

  /** The elements of the partitions of some providers. */
  public static <T> List<T> collect(JavaRDD<T> rows, List<String> providers, List<String> wanted) {
    Optional<ClusterDriver> cluster = ClusterDriver.onCluster(rows.context());
    if (cluster.isPresent() && cluster.get().enforced()) {
      List<JavaRDD<T>> each = new ArrayList<>();
      for (String provider : wanted) {
        JavaRDD<T> one = only(rows, providers.indexOf(provider));
        each.add(one.withResources(cluster.get().profile(provider)));
      }
      return collectEach(each);
    }
    if (wanted.equals(providers)) {
      return rows.collect();
    }
    int[] partitions = wanted.stream().mapToInt(providers::indexOf).toArray();
    return Arrays.stream(rows.collectPartitions(partitions)).flatMap(List::stream).toList();
  }

  /** All jobs at a time: tasks with different resources cannot be of one job. */
  private static <T> List<T> collectEach(List<JavaRDD<T>> each) {
    ExecutorService threads = Executors.newFixedThreadPool(each.size());
    try {
      List<Callable<List<T>>> jobs = new ArrayList<>();
      for (JavaRDD<T> one : each) {
        SparkContext spark = one.context();
        Properties inherited = (Properties) spark.getLocalProperties().clone();
        jobs.add(
            () -> {
              spark.setLocalProperties(inherited);
              return one.collect();
            });
      }
      List<T> all = new ArrayList<>();
      for (Future<List<T>> job : threads.invokeAll(jobs)) {
        all.addAll(job.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ParleyException("cannot finish the providers' jobs: it was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new ParleyException("cannot finish the providers' jobs: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** One partition alone. */
  public static <T> JavaRDD<T> only(JavaRDD<T> rows, int partition) {
    return new JavaRDD<>(
        PartitionPruningRDD.create(rows.rdd(), new Only(partition)), rows.classTag());
  }

  /** Picks one partition; Spark serialises it with the RDD. */
  private static final class Only extends AbstractFunction1<Object, Object>
      implements java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private final int partition;

    Only(int partition) {
      this.partition = partition;
    }

    @Override
    public Object apply(Object index) {
      return (int) index == partition;
    }
  }
}
