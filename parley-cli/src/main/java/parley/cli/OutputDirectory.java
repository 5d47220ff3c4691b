package parley.cli;

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import parley.cli.table.InputException;
import parley.mhe.ParleyException;

/**
 * A folder that appears whole or not at all, on any of Hadoop's file systems: filled beside its
 * place under a temporary name, then renamed. For one thread.
 */
final class OutputDirectory {
  /** Fills the folder of the given name, which does not exist yet. */
  @FunctionalInterface
  interface Writer {
    void writeTo(String folder) throws IOException;
  }

  private final FileSystem files;
  private final Path target;

  private OutputDirectory(FileSystem files, Path target) {
    this.files = files;
    this.target = target;
  }

  /**
   * Looks at the place before any work is done.
   *
   * @throws InputException if something is there and {@code force} is false, or its parent folder
   *     is missing or read-only
   */
  static OutputDirectory at(String folder, boolean force, Configuration configuration) {
    try {
      Path given = new Path(folder);
      FileSystem files = given.getFileSystem(configuration);
      Path target = files.makeQualified(given);
      if (files.exists(target) && !force) {
        throw new InputException("cannot write " + folder + ": it exists (--force replaces it)");
      }
      Path parent = target.getParent();
      if (parent == null || !files.exists(parent) || !files.getFileStatus(parent).isDirectory()) {
        throw new InputException("cannot write " + folder + ": there is no folder " + parent);
      }
      OutputDirectory directory = new OutputDirectory(files, target);
      directory.probe();
      return directory;
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException("cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Fills the folder; on failure what was there before is there still. */
  void write(Writer writer) {
    Path fresh = sibling("new");
    Path old = sibling("old");
    if ("file".equals(fresh.toUri().getScheme())) {
      Cleanup.register(java.nio.file.Path.of(fresh.toUri().getPath()));
    }
    try {
      writer.writeTo(fresh.toString());
      boolean replaced = files.exists(target);
      if (replaced && !files.rename(target, old)) {
        throw new IOException("the old folder cannot be moved away");
      }
      if (!files.rename(fresh, target)) {
        if (replaced) {
          files.rename(old, target);
        }
        throw new IOException("the new folder cannot be moved into place");
      }
      files.delete(old, true);
    } catch (IOException e) {
      throw new ParleyException("cannot write " + target + ": " + e.getMessage(), e);
    } finally {
      deleteQuietly(fresh);
    }
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
