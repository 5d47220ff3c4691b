package parley.cli.place;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import parley.cli.terminal.Cleanup;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;
import parley.mhe.disk.SyncedFiles;
import parley.mhe.machine.DiskErrors;

/**
 * A file that appears whole or not at all: written beside its place under a temporary name, synced,
 * then moved. It goes again if the command fails. For one thread.
 */
public final class OutputFile {
  /** What has to hold of a file before it is moved to its place. */
  @FunctionalInterface
  public interface Check {
    void check(Path written);
  }

  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final OwnedPlace place;
  private final boolean force;

  private OutputFile(OwnedPlace place, boolean force) {
    this.place = place;
    this.force = force;
  }

  /**
   * Claims the place before any work is done.
   *
   * @throws InputException if something is there and {@code force} is false, it is no file, its
   *     folder is missing or read-only, or another command writes to it
   */
  public static OutputFile at(Path file, boolean force) {
    if (Files.isDirectory(file)) {
      throw new InputException("cannot write " + file + ": it is a directory, expected a file");
    }
    OwnedPlace place = OwnedPlace.claim(file, "write " + file);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new InputException(
          "cannot write " + file + ": it is a device or a pipe, expected a file or nothing");
    }
    if (Files.exists(file) && !force) {
      throw new InputException("cannot write " + file + ": it exists (--force replaces it)");
    }
    return new OutputFile(place, force);
  }

  /** Writes the file, readable as the user's defaults say. */
  public void write(byte[] content) {
    write(content, false, written -> {});
  }

  /** Writes the file for its owner's eyes only (mode 600). */
  public void writeSecret(byte[] content) {
    write(content, true, written -> {});
  }

  /**
   * Writes the file, readable as the user's defaults say.
   *
   * @param check looks at the file before it gets its name, and sets its mode
   */
  public void write(byte[] content, Check check) {
    write(content, false, check);
  }

  private void write(byte[] content, boolean secret, Check check) {
    Path temporary = null;
    try {
      Path folder = SyncedFiles.parent(place.path());
      temporary = Files.createTempFile(folder, "." + place.path().getFileName() + ".", ".tmp");
      Cleanup.register(temporary);
      if (!secret) {
        Files.delete(temporary);
        Files.createFile(temporary);
      } else if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(temporary, OWNER_ONLY);
      }
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      check.check(temporary);
      if (force) {
        place.replaceFile(temporary);
      } else {
        place.takeFile(temporary);
      }
    } catch (IOException e) {
      throw new ParleyException("cannot write " + place.path() + ": " + DiskErrors.reason(e), e);
    } finally {
      Cleanup.undo(temporary);
    }
  }
}
