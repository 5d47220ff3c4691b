package parley.mhe.party.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** CRC-32 of the classes in a jar or a folder: against mistakes, not against harm. Stateless. */
final class ClassChecksums {
  private static final String SUFFIX = ".class";

  private ClassChecksums() {}

  /** By the path inside, of those whose path begins with a prefix. */
  static Map<String, Long> of(Path place, String prefix) throws IOException {
    Map<String, Long> found = new HashMap<>();
    if (Files.isDirectory(place)) {
      try (Stream<Path> walk = Files.walk(place.resolve(prefix))) {
        for (Path file : walk.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
          CRC32 checksum = new CRC32();
          checksum.update(Files.readAllBytes(file));
          found.put(place.relativize(file).toString(), checksum.getValue());
        }
      }
      return found;
    }
    // A jar's list of contents has them.
    try (ZipFile jar = new ZipFile(place.toFile())) {
      jar.stream()
          .filter(e -> e.getName().startsWith(prefix) && e.getName().endsWith(SUFFIX))
          .forEach((ZipEntry e) -> found.put(e.getName(), e.getCrc()));
    }
    return found;
  }
}
