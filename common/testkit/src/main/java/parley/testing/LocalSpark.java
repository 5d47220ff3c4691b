package parley.testing;

import org.apache.spark.sql.SparkSession;

/** The session of tests that ask nothing special of it: two threads, two shuffle partitions. */
public final class LocalSpark {
  private LocalSpark() {}

  /** Starts it, or gives the one that a class of the same JVM has started. */
  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("parley tests")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 2)
        .getOrCreate();
  }
}
