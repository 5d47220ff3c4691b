package parley.mhe.party.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Function;
import parley.mhe.disk.SyncedFiles;
import parley.mhe.party.secret.KeyException;

/** Folders and files for their owner only. Stateless. */
final class StoreFiles {
  private StoreFiles() {}

  /** Makes a folder, and those above it that are missing, with mode 700. */
  static void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = SyncedFiles.parent(folder);
    makeFolder(parent);
    try {
      Files.createDirectory(folder, SyncedFiles.mode("rwx------"));
      SyncedFiles.sync(parent);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  /** Mode 700 for a folder that is there. */
  static void restrict(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  /**
   * Refuses a file or folder that others than its owner can get at; one that is missing passes.
   *
   * @param expected the mode as {@code ls} shows it
   * @param refuse makes the error that names the store
   */
  static void requireMode(Path path, String expected, Function<String, KeyException> refuse)
      throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null || !Files.exists(path)) {
      return;
    }
    String mode = PosixFilePermissions.toString(view.readAttributes().permissions());
    if (!mode.endsWith("------")) {
      throw refuse.apply(
          "others can get at "
              + path
              + ", expected mode "
              + expected
              + ", got "
              + mode
              + " (find out who could read it, then: chmod go= "
              + path
              + ")");
    }
  }

  /** What a failure of the file system says, with its kind where the message is only a path. */
  static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof FileSystemException
        ? e.getClass().getSimpleName().replace("Exception", "") + " " + message
        : message;
  }
}
