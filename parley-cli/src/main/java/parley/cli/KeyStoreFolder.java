package parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.cli.table.InputException;
import parley.mhe.ParleyException;

/**
 * The providers' stores of a training: new ones. Unless the training succeeds they go again, and
 * those that were there before come back. For one thread.
 */
final class KeyStoreFolder implements AutoCloseable {
  private final @Nullable Path target;
  private @Nullable Path old;

  private KeyStoreFolder(@Nullable Path target) {
    this.target = target;
  }

  /**
   * Looks at the place before any work is done.
   *
   * @throws InputException if it holds something and {@code force} is false, or cannot be written
   */
  static KeyStoreFolder at(@Nullable Path folder, boolean force) {
    if (folder == null) {
      return new KeyStoreFolder(null);
    }
    Path target = folder.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new InputException(
          "cannot keep the providers' keys in " + folder + ": there is no folder " + parent);
    }
    if (Files.exists(target) && !isEmptyFolder(target) && !force) {
      throw new InputException(
          "cannot keep the providers' keys in "
              + folder
              + ": it holds something, expected a new or empty folder (--force replaces it)");
    }
    try {
      Files.delete(Files.createTempFile(parent, ".parley", ".tmp"));
    } catch (IOException e) {
      throw new InputException(
          "cannot keep the providers' keys in " + folder + ": " + parent + " is read-only", e);
    }
    return new KeyStoreFolder(target);
  }

  /** Makes room; from here on failing brings back what was there. */
  void begin() {
    if (target == null) {
      return;
    }
    Path place = target;
    try {
      if (Files.exists(place) && !isEmptyFolder(place)) {
        old = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".old");
        Files.move(place, old);
      }
    } catch (IOException e) {
      throw new ParleyException("cannot replace the key store " + place + ": " + e, e);
    }
    Cleanup.register(place, this::bringBack);
  }

  /** The new stores stand. */
  void commit() {
    if (target != null) {
      Cleanup.keep(target);
      if (old != null) {
        Cleanup.delete(old);
      }
    }
  }

  @Override
  public void close() {
    Cleanup.undo(target);
  }

  private void bringBack() {
    if (target == null) {
      return;
    }
    Cleanup.delete(target);
    if (old != null) {
      try {
        Files.move(old, target);
      } catch (IOException e) {
        System.getLogger(KeyStoreFolder.class.getName())
            .log(System.Logger.Level.ERROR, "the old key store is left at " + old, e);
      }
    }
  }

  private static boolean isEmptyFolder(Path path) {
    try (Stream<Path> inside = Files.list(path)) {
      return inside.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
