package parley.mhe.runtime;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import parley.mhe.Release;

/** What Spark does not bring itself, as jars that it can ship: as in the jar that users submit. */
final class OwnJars {
  /** Its loader looks our classes up, so it has to be in the same one. */
  private static final String NATIVE_GLUE = "javacpp";

  /** Packed once a JVM: the folders of classes do not change while tests run. */
  static final List<String> PACKED = pack();

  private OwnJars() {}

  /** Entries of the class path that are, or are not, for Spark to ship. */
  static List<Path> classPath(boolean own) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(Files::exists)
        .filter(
            p ->
                own
                    == (Files.isDirectory(p)
                        || p.getFileName().toString().contains("-" + Release.version())
                        || p.getFileName().toString().startsWith(NATIVE_GLUE)))
        .toList();
  }

  private static List<String> pack() {
    List<String> jars = new ArrayList<>();
    try {
      Path folder = Files.createTempDirectory(TestCluster.sparkHome().getParent(), "own-jars");
      folder.toFile().deleteOnExit();
      for (Path entry : classPath(true)) {
        Path jar = entry;
        if (Files.isDirectory(entry)) {
          jar = folder.resolve(jars.size() + ".jar");
          jar.toFile().deleteOnExit();
          pack(entry, jar);
        }
        jars.add(jar.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jars;
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> walk = Files.walk(classes)) {
      out.setLevel(Deflater.BEST_SPEED);
      for (Path file : walk.sorted().skip(1).toList()) {
        boolean isFolder = Files.isDirectory(file);
        // A loader finds packages by the entries of their folders.
        out.putNextEntry(new ZipEntry(classes.relativize(file) + (isFolder ? "/" : "")));
        if (!isFolder) {
          Files.copy(file, out);
        }
        out.closeEntry();
      }
    }
  }
}
