package parley.mhe.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/** The folder that {@code java.io.tmpdir} names, and whether it can be used. Stateless. */
public final class TemporaryFolder {
  /** One block of a disk: enough for a full one to refuse, and within every limit on files. */
  private static final int TRIAL_BYTES = 512;

  private TemporaryFolder() {}

  /** Where it is. */
  public static Path path() {
    return Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
  }

  /**
   * Tries to write there.
   *
   * @throws ParleyException when it is missing, read-only or full
   */
  public static void requireWritable() {
    probe(path(), false);
  }

  /**
   * Tries to write there what can be executed, as libraries are.
   *
   * @throws ParleyException as {@link #requireWritable}, or when it is mounted {@code noexec}
   */
  public static void requireExecutable() {
    probe(path(), true);
  }

  static void probe(Path folder, boolean execute) {
    if (!Files.isDirectory(folder)) {
      throw cannot(
          folder, Files.exists(folder) ? "it is not a folder" : "there is no such folder", null);
    }
    Path trial = null;
    try {
      trial =
          Files.createTempFile(
              folder,
              "parley",
              ".tmp",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.write(trial, new byte[TRIAL_BYTES]);
      if (execute && !Files.isExecutable(trial)) {
        throw cannot(folder, "nothing in it can be executed (mounted noexec)", null);
      }
    } catch (IOException e) {
      throw cannot(folder, "it cannot be written to: " + DiskErrors.reason(e), e);
    } finally {
      delete(trial);
    }
  }

  private static void delete(@Nullable Path trial) {
    try {
      if (trial != null) {
        Files.deleteIfExists(trial);
      }
    } catch (IOException e) {
      System.getLogger(TemporaryFolder.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove " + trial, e);
    }
  }

  /** An error that names the folder and the way to another one. */
  public static ParleyException cannot(String reason, Throwable cause) {
    return cannot(path(), reason, cause);
  }

  private static ParleyException cannot(Path folder, String reason, @Nullable Throwable cause) {
    return new ParleyException(
        "cannot use the temporary folder "
            + folder
            + ": "
            + reason
            + ", expected one to write to and to load libraries from (another by"
            + " -Djava.io.tmpdir=DIR)",
        cause);
  }
}
