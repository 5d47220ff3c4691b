package parley.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import parley.cli.table.InputException;
import parley.mhe.ParleyException;

/**
 * A file that appears whole or not at all: written beside its place under a temporary name, synced,
 * then renamed. For one thread.
 */
final class OutputFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path target;

  private OutputFile(Path target) {
    this.target = target;
  }

  /**
   * Looks at the place before any work is done.
   *
   * @throws InputException if something is there and {@code force} is false, it is a directory, or
   *     its folder is missing or read-only
   */
  static OutputFile at(Path file, boolean force) {
    Path target = file.toAbsolutePath().normalize();
    if (Files.isDirectory(target)) {
      throw new InputException("cannot write " + file + ": it is a directory, expected a file");
    }
    if (Files.exists(target) && !force) {
      throw new InputException("cannot write " + file + ": it exists (--force replaces it)");
    }
    Path folder = folder(target);
    if (!Files.isDirectory(folder)) {
      throw new InputException("cannot write " + file + ": there is no folder " + folder);
    }
    try {
      Files.delete(Files.createTempFile(folder, ".parley", ".tmp"));
    } catch (IOException e) {
      throw new InputException("cannot write " + file + ": folder " + folder + " is read-only", e);
    }
    return new OutputFile(target);
  }

  /** Writes the file, readable as the user's defaults say. */
  void write(byte[] content) {
    write(content, false);
  }

  /** Writes the file for its owner's eyes only (mode 600). */
  void writeSecret(byte[] content) {
    write(content, true);
  }

  private void write(byte[] content, boolean secret) {
    Path temporary = null;
    try {
      temporary = Files.createTempFile(folder(target), "." + target.getFileName() + ".", ".tmp");
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
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new ParleyException("cannot write " + target + ": " + e, e);
    } finally {
      Cleanup.undo(temporary);
    }
  }

  private static Path folder(Path target) {
    Path folder = target.getParent();
    return folder == null ? target : folder;
  }
}
