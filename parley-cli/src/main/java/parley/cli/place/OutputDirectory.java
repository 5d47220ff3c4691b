package parley.cli.place;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.Cleanup;
import parley.cli.terminal.Failures;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;

/**
 * A folder that appears whole or not at all, on any of Hadoop's file systems: filled beside its
 * place under a temporary name, then renamed. On this machine's own file system the place is this
 * command's alone from the beginning, and the folder goes again if the command fails; elsewhere
 * nothing can say who else writes there, so it is looked at once more at the end. For one thread.
 */
public final class OutputDirectory {
  /** Fills the folder of the given name, which does not exist yet. */
  @FunctionalInterface
  public interface Writer {
    void writeTo(String folder) throws IOException;
  }

  private final FileSystem files;
  private final Path target;
  private final boolean force;
  private final @Nullable OwnedPlace local;

  private OutputDirectory(
      FileSystem files, Path target, boolean force, @Nullable OwnedPlace local) {
    this.files = files;
    this.target = target;
    this.force = force;
    this.local = local;
  }

  /**
   * Claims the place before any work is done.
   *
   * @throws InputException if something is there and {@code force} is false, its parent folder is
   *     missing or read-only, or another command writes to it
   */
  public static OutputDirectory at(String folder, boolean force, Configuration configuration) {
    try {
      Path given = new Path(folder);
      FileSystem files = given.getFileSystem(configuration);
      Path target = files.makeQualified(given);
      Path parent = target.getParent();
      if (parent == null || !files.exists(parent) || !files.getFileStatus(parent).isDirectory()) {
        throw new InputException("cannot write " + folder + ": there is no folder " + parent);
      }
      OwnedPlace local =
          isLocal(target)
              ? OwnedPlace.claim(java.nio.file.Path.of(target.toUri().getPath()), "write " + folder)
              : null;
      if (files.exists(target) && !force) {
        throw new InputException("cannot write " + folder + ": it exists (--force replaces it)");
      }
      OutputDirectory directory = new OutputDirectory(files, target, force, local);
      directory.probe();
      return directory;
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException("cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean isLocal(Path path) {
    return "file".equals(path.toUri().getScheme());
  }

  /** Fills the folder; on failure what was there before is there still. */
  public void write(Writer writer) {
    Path fresh = sibling("new");
    if (local != null) {
      Cleanup.register(java.nio.file.Path.of(fresh.toUri().getPath()));
    }
    try {
      writer.writeTo(fresh.toString());
      if (local != null) {
        if (force) {
          local.moveAway();
        }
        local.takeFolder(java.nio.file.Path.of(fresh.toUri().getPath()));
      } else {
        rename(fresh);
      }
    } catch (ParleyException e) {
      throw e;
    } catch (Exception | FSError e) { // Spark throws checked exceptions that it does not declare
      throw new ParleyException("cannot write " + target + ": " + Failures.reason(e), e);
    } finally {
      deleteQuietly(fresh);
    }
  }

  private void rename(Path fresh) throws IOException {
    Path old = sibling("old");
    boolean replaced = files.exists(target);
    if (replaced && !force) {
      throw appeared();
    }
    if (replaced && !files.rename(target, old)) {
      throw new IOException("the old folder cannot be moved away");
    }
    try {
      if (!files.rename(fresh, target)) {
        throw new IOException("the new folder cannot be moved into place");
      }
    } catch (IOException e) {
      if (replaced) {
        files.rename(old, target);
      }
      throw e;
    }
    // Hadoop moves a folder into one that is there.
    Path within = new Path(target, fresh.getName());
    if (files.exists(within)) {
      files.delete(within, true);
      throw appeared();
    }
    files.delete(old, true);
  }

  private InputException appeared() {
    return new InputException(
        "cannot write "
            + target
            + ": something has appeared there since this command began, expected nothing to"
            + " replace");
  }

  /** Asking for permission says little (root, network file systems): try. */
  private void probe() throws IOException {
    Path probe = sibling("probe");
    if (!files.mkdirs(probe)) {
      throw new IOException("its parent folder is read-only");
    }
    files.delete(probe, true);
  }

  private Path sibling(String kind) {
    return new Path(
        target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + "." + kind);
  }

  private void deleteQuietly(Path path) {
    try {
      files.delete(path, true);
    } catch (IOException e) {
      System.getLogger(OutputDirectory.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove " + path, e);
    }
  }
}
