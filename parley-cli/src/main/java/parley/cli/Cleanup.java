package parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has to be undone when a command fails or its process is interrupted. Thread-safe. */
final class Cleanup {
  private static final Map<Path, Runnable> PENDING = new ConcurrentHashMap<>();

  private static volatile boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::end, "undo"));
  }

  private Cleanup() {}

  /** Whether this process is on its way out, so that what fails now fails because of that. */
  static boolean isEnding() {
    return ending;
  }

  private static void end() {
    ending = true;
    PENDING.keySet().forEach(Cleanup::undo);
  }

  /** Something temporary: it goes, with all below it, at the latest when the process ends. */
  static void register(Path path) {
    register(path, () -> delete(path));
  }

  /** A step that concerns a path, and how to undo it. */
  static void register(Path path, Runnable undo) {
    PENDING.put(path, undo);
  }

  /** Undoes what was registered for a path, once. */
  static void undo(@Nullable Path path) {
    Runnable undo = path == null ? null : PENDING.remove(path);
    if (undo != null) {
      undo.run();
    }
  }

  /** The step stands. */
  static void keep(Path path) {
    PENDING.remove(path);
  }

  /** Removes a path and all below it, if it is there; what cannot be removed is logged. */
  static void delete(Path root) {
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
