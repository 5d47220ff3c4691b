package parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Temporary files and folders, removed when done with or when the process is interrupted. */
final class Cleanup {
  private static final Set<Path> PENDING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> PENDING.forEach(Cleanup::delete), "parley-cleanup"));
  }

  private Cleanup() {}

  static void register(Path path) {
    PENDING.add(path);
  }

  /** Removes a path and all below it, if it is there. */
  static void remove(@Nullable Path path) {
    if (path != null && PENDING.remove(path)) {
      delete(path);
    }
  }

  private static void delete(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> below = Files.walk(root)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      System.getLogger(Cleanup.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove " + root, e);
    }
  }
}
