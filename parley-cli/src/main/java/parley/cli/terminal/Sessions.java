package parley.cli.terminal;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import parley.mhe.machine.FileHandles;
import parley.mhe.machine.TemporaryFolder;

/** Spark, as {@code spark-submit} configured it, or on all cores of this machine. */
public final class Sessions {
  private static volatile boolean opened;

  private Sessions() {}

  /**
   * The running session, or a new one.
   *
   * @throws parley.error.ParleyException when this machine lends too few file handles, or no
   *     temporary folder; Spark's own words would be others
   */
  public static SparkSession open() {
    FileHandles.require();
    TemporaryFolder.requireWritable();
    SparkConf conf = new SparkConf();
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", "parley");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.shuffle.partitions", "4");
    opened = true;
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** Stops what {@link #open} started; a command without Spark does not load it for this. */
  public static void stop() {
    if (opened) {
      SparkSession.getDefaultSession()
          .foreach(
              session -> {
                session.stop();
                return scala.runtime.BoxedUnit.UNIT;
              });
    }
  }
}
