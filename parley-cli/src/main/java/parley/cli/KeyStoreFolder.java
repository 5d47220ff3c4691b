package parley.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.cli.table.InputException;
import parley.mhe.ParleyException;

/**
 * The providers' stores of a training: new ones. Unless the training succeeds they go again, and
 * those that were there before come back; where a checkpoint needs them they stay. For one thread.
 */
final class KeyStoreFolder implements AutoCloseable {
  private final @Nullable Path target;
  private final BooleanSupplier needed;
  private @Nullable Path old;

  private KeyStoreFolder(@Nullable Path target, BooleanSupplier needed) {
    this.target = target;
    this.needed = needed;
  }

  /**
   * Looks at the place before any work is done.
   *
   * @throws InputException if it holds something and {@code force} is false, or cannot be written
   */
  static KeyStoreFolder at(@Nullable Path folder, boolean force) {
    if (folder == null) {
      return new KeyStoreFolder(null, () -> true);
    }
    return place(folder, force, () -> false, " (--force replaces it)");
  }

  /**
   * The same for a training that another process may go on with: stores that a saved training needs
   * are left alone, and no others are replaced.
   *
   * @param saved whether there is a saved training, asked now and when this one ends
   * @throws InputException if a saved training lacks its stores, or a new one finds others
   */
  static KeyStoreFolder resumable(@Nullable Path folder, BooleanSupplier saved) {
    if (folder == null) {
      return new KeyStoreFolder(null, () -> true);
    }
    if (!saved.getAsBoolean()) {
      return place(folder, false, saved, " for a new training with --checkpoint");
    }
    if (!Files.isDirectory(folder) || isEmptyFolder(folder)) {
      throw new InputException(
          "cannot go on with the training: its providers' keys are not in "
              + folder
              + ", expected the key stores that it began with");
    }
    return new KeyStoreFolder(null, () -> true);
  }

  private static KeyStoreFolder place(
      Path folder, boolean force, BooleanSupplier needed, String hint) {
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
              + ": it holds something, expected a new or empty folder"
              + hint);
    }
    try {
      Files.delete(Files.createTempFile(parent, ".parley", ".tmp"));
    } catch (IOException e) {
      throw new InputException(
          "cannot keep the providers' keys in " + folder + ": " + parent + " is read-only", e);
    }
    return new KeyStoreFolder(target, needed);
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
    if (target == null || needed.getAsBoolean()) {
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
