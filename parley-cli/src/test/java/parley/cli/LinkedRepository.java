package parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parley.mhe.Release;

/**
 * A local Maven repository as {@code ./parley install} leaves it: our artifacts as this build
 * packed them, and links to all that the build itself fetched.
 */
final class LinkedRepository {
  private static final List<String> MODULES =
      List.of(
          "parley-bom",
          "parley-spark",
          "common/base",
          "common/ml",
          "spark-mhe/core",
          "spark-mhe/spark",
          "spark-fl",
          "spark-robust");

  private static final Pattern ARTIFACT = Pattern.compile("(?m)^  <artifactId>(.*)</artifactId>$");
  private static final Pattern OF_SPARK = Pattern.compile("^(.*)/org/apache/spark/spark-mllib_");

  private LinkedRepository() {}

  static Path make(Path folder) throws IOException {
    Path fetched = fetched();
    linkChildren(fetched, folder, name -> !name.equals("dev"));
    linkChildren(fetched.resolve("dev"), folder.resolve("dev"), name -> !name.equals("parley"));
    for (String module : MODULES) {
      add(Cli.repository(module).resolve("target"), folder.resolve("dev/parley"));
    }
    return folder;
  }

  /** Takes the links away, so that who empties the folder meets none. */
  static void unlink(Path folder) throws IOException {
    for (Path at : List.of(folder, folder.resolve("dev"))) {
      try (Stream<Path> links = Files.list(at).filter(Files::isSymbolicLink)) {
        for (Path link : links.toList()) {
          Files.delete(link);
        }
      }
    }
  }

  /** The poms that consumers read. */
  static List<Path> poms() {
    return MODULES.stream()
        .map(module -> Cli.repository(module).resolve("target/consumer-pom.xml"))
        .toList();
  }

  private static Path fetched() {
    for (String entry : System.getProperty("java.class.path").split(":")) {
      Matcher spark = OF_SPARK.matcher(entry);
      if (spark.find()) {
        return Path.of(spark.group(1));
      }
    }
    return Path.of(System.getProperty("user.home"), ".m2", "repository");
  }

  private static void linkChildren(Path from, Path to, Predicate<String> isWanted)
      throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> children = Files.list(from)) {
      for (Path child : children.toList()) {
        String name = child.getFileName().toString();
        if (isWanted.test(name)) {
          Files.createSymbolicLink(to.resolve(name), child);
        }
      }
    }
  }

  private static void add(Path target, Path group) throws IOException {
    Path pom = target.resolve("consumer-pom.xml");
    if (!Files.exists(pom)) {
      throw new IllegalStateException("cannot install " + target + ": expected it packed");
    }
    Matcher artifact = ARTIFACT.matcher(Files.readString(pom));
    artifact.find();
    String name = artifact.group(1) + "-" + Release.version();
    Path place = group.resolve(artifact.group(1)).resolve(Release.version());
    Files.createDirectories(place);
    Files.copy(pom, place.resolve(name + ".pom"));
    Path jar = target.resolve(name + ".jar");
    if (Files.exists(jar)) {
      Files.copy(jar, place.resolve(name + ".jar"));
    }
  }
}
