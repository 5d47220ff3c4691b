package parley.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import parley.mhe.Release;

/**
 * A SPARK_HOME of Spark's own jars, and {@code spark-class} and {@code spark-submit}, which Maven
 * Central does not have.
 */
final class StandaloneSpark {
  private static final String PACKED = "parley-cli/target/parley-cli-%s-all.jar";
  private static final String SUBMITTED = "dist/parley-spark4-%s.jar";
  private static final Pattern FOR_TESTS =
      Pattern.compile(
          "/(org/junit|org/assertj|com/tngtech|net/bytebuddy|org/apiguardian|org/opentest4j)/");

  private final Path home;
  private final Path jar;

  private StandaloneSpark(Path home, Path jar) {
    this.home = home;
    this.jar = jar;
  }

  /** Makes the home, and in the folder what the document's commands name. */
  static StandaloneSpark prepare(Path folder) throws IOException {
    Path jar = Cli.repository(PACKED.formatted(Release.version()));
    if (!Files.exists(jar)) {
      throw new IllegalStateException("cannot submit " + jar + ": expected it packed, got none");
    }
    CliProcess.writeLauncher(folder.resolve("parley"));
    Path link = folder.resolve(SUBMITTED.formatted(Release.version()));
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, jar);
    Path home = Files.createDirectory(folder.resolve("spark"));
    StandaloneSpark spark = new StandaloneSpark(home, jar);
    spark.linkJars();
    Files.createDirectory(home.resolve("bin"));
    spark.script(
        "spark-class", "exec " + java() + " $SPARK_SUBMIT_OPTS -cp \"$SPARK_HOME/jars/*\" \"$@\"");
    spark.script("spark-submit", "exec spark-class org.apache.spark.deploy.SparkSubmit \"$@\"");
    return spark;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java")
        + " -Xmx1g -XX:+UseSerialGC @"
        + Cli.repository(".mvn/spark-jvm.args");
  }

  private void script(String name, String line) throws IOException {
    Path script = Files.writeString(home.resolve("bin").resolve(name), "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  /** All that the class path has but is neither ours, in the submitted jar nor for tests. */
  private void linkJars() throws IOException {
    Path jars = Files.createDirectory(home.resolve("jars"));
    Set<String> submitted = classes(jar);
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (Files.isRegularFile(path)
          && !FOR_TESTS.matcher(entry).find()
          && classes(path).stream()
              .noneMatch(name -> submitted.contains(name) || name.startsWith("parley/"))) {
        Files.createSymbolicLink(jars.resolve(path.getFileName()), path);
      }
    }
  }

  private static Set<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
          .collect(Collectors.toSet());
    }
  }

  /** A shell that has the scripts. */
  ProcessBuilder shell(String block) {
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", "set -e\n" + block);
    shell.environment().put("SPARK_HOME", home.toString());
    shell.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    shell.environment().put("SPARK_SCALA_VERSION", "2.13");
    shell
        .environment()
        .merge("PATH", home.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    return shell;
  }

  /** The submitted jar without one class, which nothing needs: so one of another build. */
  Path alteredJar(Path other) throws IOException {
    Predicate<String> kept = name -> !name.equals("parley/mhe/runtime/package-info.class");
    try (JarFile from = new JarFile(jar.toFile());
        JarOutputStream to = new JarOutputStream(Files.newOutputStream(other));
        Stream<? extends ZipEntry> entries = from.stream()) {
      for (ZipEntry entry : List.copyOf(entries.toList())) {
        if (kept.test(entry.getName())) {
          to.putNextEntry(new ZipEntry(entry.getName()));
          try (InputStream in = from.getInputStream(entry)) {
            in.transferTo(to);
          }
          to.closeEntry();
        }
      }
    }
    return other;
  }

  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
