package parley.mhe.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;

/**
 * Spark with executors in JVMs of their own. Spark starts them from {@code SPARK_HOME/jars}, which
 * is filled with links to the jars of others that the test itself runs with. Our classes come as
 * {@code spark.jars}, as from {@code spark-submit}: nothing of ours is on an executor's class path.
 */
public final class TestCluster {
  /** How the build has this JVM compile and collect. */
  private static final List<String> OPTIONS =
      ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .filter(option -> option.startsWith("-XX:"))
          .toList();

  private TestCluster() {}

  /** A session on a {@code local-cluster} or standalone master, with the plugin. */
  public static SparkSession start(String master, Map<String, String> conf) {
    linkJars();
    clearWork();
    SparkSession.Builder builder =
        SparkSession.builder()
            .master(master)
            .appName("test")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.plugins", ParleyPlugin.class.getName())
            .config("spark.jars", String.join(",", OwnJars.PACKED))
            .config(
                "spark.executor.extraJavaOptions",
                "-Dparley.insecure=true " + String.join(" ", OPTIONS));
    conf.forEach(builder::config);
    return builder.getOrCreate();
  }

  /** Where Spark's workers keep their executors' files. */
  public static Path sparkHome() {
    return Path.of(System.getenv("SPARK_HOME"));
  }

  /** A JVM with the test's class path, for Spark's daemons. */
  public static List<String> java(String heap) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  /** What executors of earlier tests left, the jars that they fetched above all. */
  private static void clearWork() {
    try {
      FileUtils.deleteDirectory(sparkHome().resolve("work").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Links all jars but our own. */
  public static void linkJars() {
    try {
      Path jars = Files.createDirectories(sparkHome().resolve("jars"));
      for (Path path : OwnJars.classPath(false)) {
        Path link = jars.resolve(path.getFileName());
        if (!Files.exists(link)) {
          Files.deleteIfExists(link);
          Files.createSymbolicLink(link, path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
