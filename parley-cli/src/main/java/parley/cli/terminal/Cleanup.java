package parley.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a command that stand or fall together: when it succeeds all are kept, and when it
 * fails or its process is interrupted all are undone, the last first. Thread-safe.
 */
public final class Cleanup {
  /** A step that has been done. */
  public interface Step {
    /** The command succeeded. */
    void keep();

    /** It failed. */
    public void undo();
  }

  private static final Map<Object, Step> PENDING =
      Collections.synchronizedMap(new LinkedHashMap<>());

  private static volatile boolean ending;

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::end, "undo"));
    } catch (IllegalStateException e) { // first asked for while the process is ending
      ending = true;
    }
  }

  private Cleanup() {}

  /** Whether this process is on its way out, so that what fails now fails because of that. */
  static boolean isEnding() {
    return ending;
  }

  private static void end() {
    ending = true;
    undoAll();
  }

  /** Something temporary: it goes, with all below it, at the latest when the command ends. */
  public static void register(Path path) {
    register(path, always(() -> delete(path)));
  }

  /** A step, by something that names it. */
  public static void register(Object key, Step step) {
    PENDING.put(key, step);
  }

  /** A step that ends in one way, whether the command succeeds or not. */
  public static Step always(Runnable end) {
    return new Step() {
      @Override
      public void keep() {
        end.run();
      }

      @Override
      public void undo() {
        end.run();
      }
    };
  }

  /** Undoes what was registered by a key, once. */
  public static void undo(@Nullable Object key) {
    Step step = key == null ? null : PENDING.remove(key);
    if (step != null) {
      step.undo();
    }
  }

  /** The command has failed: undoes all of its steps that are left. */
  public static void undoAll() {
    lastFirst().forEach(Cleanup::undo);
  }

  /** The command has succeeded: all of its steps stand. */
  public static void keepAll() {
    for (Object key : lastFirst()) {
      Step step = PENDING.remove(key);
      if (step != null) {
        step.keep();
      }
    }
  }

  private static List<Object> lastFirst() {
    synchronized (PENDING) {
      List<Object> keys = new ArrayList<>(PENDING.keySet());
      Collections.reverse(keys);
      return keys;
    }
  }

  /** Removes a path and all below it, if it is there; what cannot be removed is logged. */
  public static void delete(Path root) {
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
