package parley.cli;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.ExitCode;

/**
 * What {@code java -jar} runs before the command, as the jar's manifest says: Spark is not in the
 * jar, so it is taken from where SPARK_HOME says. With spark-submit this class is not used.
 */
final class JarStart {
  private static final String SPARK = "org.apache.spark.SparkContext";
  private static final String EXPECTED =
      "expected SPARK_HOME to name a Spark 4.1, or spark-submit --class parley.cli.Parley";

  private JarStart() {}

  /** Called by Java, with what can lengthen the class path. */
  public static void agentmain(@Nullable String arguments, Instrumentation java) {
    try {
      for (Path jar : jars(System.getenv("SPARK_HOME"))) {
        java.appendToSystemClassLoaderSearch(new JarFile(jar.toFile()));
      }
      Class.forName(SPARK, false, ClassLoader.getSystemClassLoader());
    } catch (IOException | ReflectiveOperationException e) {
      System.err.println("error: cannot start: " + why(e) + ", " + EXPECTED);
      System.exit(ExitCode.FAILED);
    }
  }

  private static List<Path> jars(@Nullable String home) throws IOException {
    if (home == null || home.isEmpty()) {
      throw new IOException("SPARK_HOME is not set");
    }
    Path folder = Path.of(home, "jars");
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static @Nullable String why(Exception e) {
    return e instanceof ClassNotFoundException
        ? "no jar in the folder jars of SPARK_HOME has Spark's classes"
        : e.getMessage();
  }
}
