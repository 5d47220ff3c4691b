package parley.benchmarks;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import parley.mhe.Release;
import parley.mhe.runtime.ParleyPlugin;

/** Sessions of Spark for comparison programs. Stateless. */
public final class BenchmarkSpark {
  private BenchmarkSpark() {}

  /** All in this process. */
  public static SparkSession local(int cores) {
    return open(SparkSession.builder().master("local[" + cores + "]"));
  }

  /**
   * Executors of one core each in JVMs of their own on this machine.
   *
   * @param heapMegabytes of each executor
   */
  static SparkSession cluster(int executors, int heapMegabytes) {
    if (System.getenv("SPARK_HOME") == null) {
      throw new IllegalStateException(
          "cannot start executors: SPARK_HOME is not set, expected a start by benchmarks/cluster");
    }
    // As spark-submit would: nothing of ours is on an executor's class path.
    String own =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry ->
                    entry.endsWith("-" + Release.version() + ".jar") || entry.contains("javacpp"))
            .collect(Collectors.joining(","));
    return open(
        SparkSession.builder()
            .master("local-cluster[%d,1,%d]".formatted(executors, heapMegabytes))
            .config("spark.executor.memory", heapMegabytes + "m")
            .config("spark.plugins", ParleyPlugin.class.getName())
            .config("spark.parley.round.timeout", "900s")
            .config("spark.jars", own));
  }

  private static SparkSession open(SparkSession.Builder builder) {
    SparkSession spark =
        builder
            .appName("benchmark")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    return spark;
  }
}
