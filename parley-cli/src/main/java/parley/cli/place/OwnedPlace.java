package parley.cli.place;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.Cleanup;
import parley.cli.terminal.InputException;
import parley.mhe.disk.PlaceClaim;
import parley.mhe.disk.PlaceTakenException;
import parley.mhe.machine.DiskErrors;

/**
 * A place on this machine's disks that this command alone writes to until it ends: a file or a
 * folder that is made, or replaced. When the command fails, what it put there goes and what was
 * there comes back; what someone else put there is never touched. For one thread.
 */
final class OwnedPlace {
  private final Path path;
  private final String verb;
  private @Nullable Path old;
  private @Nullable Object made;

  private OwnedPlace(Path path, String verb) {
    this.path = path;
    this.verb = verb;
  }

  /**
   * Claims a place before any work is done.
   *
   * @param verb what is to be done there, for errors: "write F"
   * @throws InputException if another command is at work there, or the folder is missing or cannot
   *     be written to
   */
  static OwnedPlace claim(Path place, String verb) {
    Path path = place.toAbsolutePath().normalize();
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new InputException("cannot " + verb + ": there is no folder " + folder);
    }
    try {
      PlaceClaim claim = PlaceClaim.take(path);
      Cleanup.register(claim, Cleanup.always(claim::close));
    } catch (PlaceTakenException e) {
      throw new InputException(
          "cannot " + verb + ": " + String.valueOf(e.getMessage()).replaceFirst("^[^:]*: ", ""), e);
    } catch (AccessDeniedException | NoSuchFileException e) {
      throw new InputException("cannot " + verb + ": folder " + folder + " is read-only", e);
    } catch (IOException e) {
      throw new InputException(
          "cannot "
              + verb
              + ": folder "
              + folder
              + " cannot be written to: "
              + DiskErrors.reason(e),
          e);
    }
    return new OwnedPlace(path, verb);
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** A name beside it that nobody else uses. */
  Path sibling(String kind) {
    return path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + "." + kind);
  }

  /** Moves away what is there, to bring it back if the command fails. */
  void moveAway() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path aside = sibling("old");
    Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
    old = aside;
    register();
  }

  /**
   * Moves a folder here in one step, which replaces nothing but an empty folder.
   *
   * @throws InputException if something has appeared here
   */
  void takeFolder(Path fresh) throws IOException {
    requireFree();
    try {
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      requireFree();
      throw e;
    }
    madeHere();
  }

  /**
   * Moves a file here in one step, which replaces nothing.
   *
   * @throws InputException if something has appeared here
   */
  void takeFile(Path fresh) throws IOException {
    requireFree();
    if (linked(path, fresh)) {
      madeHere();
      Files.delete(fresh);
      return;
    }
    requireFree();
    // No hard links here: an empty file holds the place, then goes for the one that is written.
    Files.createFile(path);
    madeHere();
    replace(fresh);
  }

  /** Moves a file here in one step, in the place of what is here; that is kept until the end. */
  void replaceFile(Path fresh) throws IOException {
    if (Files.exists(path)) {
      Path aside = sibling("old");
      if (!linked(aside, path)) {
        Files.copy(path, aside, StandardCopyOption.COPY_ATTRIBUTES);
      }
      old = aside;
    }
    replace(fresh);
  }

  private void replace(Path fresh) throws IOException {
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    madeHere();
  }

  private static boolean linked(Path link, Path file) {
    try {
      Files.createLink(link, file);
      return true;
    } catch (UnsupportedOperationException | IOException e) {
      return false;
    }
  }

  /** What is here now was made by this command. */
  void madeHere() throws IOException {
    made = identity();
    register();
  }

  private void requireFree() {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new InputException(
          "cannot "
              + verb
              + ": something has appeared there since this command began, expected nothing to"
              + " replace");
    }
  }

  private Object identity() throws IOException {
    Object key =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    return key == null ? path : key;
  }

  private void register() {
    Cleanup.register(
        this,
        new Cleanup.Step() {
          @Override
          public void keep() {
            if (old != null) {
              Cleanup.delete(old);
            }
          }

          @Override
          public void undo() {
            bringBack();
          }
        });
  }

  private void bringBack() {
    try {
      if (made != null
          && Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && made.equals(identity())) {
        Cleanup.delete(path);
      }
      if (old != null && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(old, path, StandardCopyOption.ATOMIC_MOVE);
        old = null;
      }
    } catch (IOException e) {
      System.getLogger(OwnedPlace.class.getName())
          .log(System.Logger.Level.WARNING, "cannot clean up " + path, e);
    }
    if (old != null) {
      System.getLogger(OwnedPlace.class.getName())
          .log(System.Logger.Level.ERROR, "what was at " + path + " is left at " + old);
    }
  }
}
