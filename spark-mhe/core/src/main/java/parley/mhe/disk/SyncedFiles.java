package parley.mhe.disk;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and entries of folders, on the disk before a method returns. Stateless. */
public final class SyncedFiles {
  private SyncedFiles() {}

  /** The folder that holds a file or folder; the root's is the root. */
  public static Path parent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }

  /** A mode for what is to be made, as {@code ls} shows it. */
  public static FileAttribute<Set<PosixFilePermission>> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  /** Writes a file of mode 600 that appears whole or not at all, and syncs it and its folder. */
  public static void write(Path target, byte[] body) throws IOException {
    Path sibling = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(sibling);
    Files.createFile(sibling, mode("rw-------"));
    // A stream, not a channel: an interrupt does not close it.
    try (FileOutputStream out = new FileOutputStream(sibling.toFile())) {
      out.write(body);
      out.getFD().sync();
    }
    Files.move(
        sibling, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(parent(target));
  }

  /** Syncs the entries of a folder. */
  public static void sync(Path folder) throws IOException {
    Uninterrupted.call(
        () -> {
          try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
            return folder;
          }
        });
  }
}
