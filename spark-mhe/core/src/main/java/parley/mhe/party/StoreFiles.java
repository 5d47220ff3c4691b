package parley.mhe.party;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Function;
import parley.mhe.protocol.WireWriter;

/** Files and folders for their owner only, on the disk before a method returns. Stateless. */
final class StoreFiles {
  private static final int LONGEST_NAME = 200;

  private StoreFiles() {}

  /**
   * A folder's name for a provider's: letters and digits of ASCII, dashes and dots stay, all else
   * is written as {@code %XX} of its UTF-8. So any script, a slash or a leading dot will do, and
   * the name is the same under every locale. Long ones end in a hash.
   */
  static String folderName(String provider) {
    StringBuilder name = new StringBuilder();
    for (byte b : provider.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '-'
              || c == '_'
              || c == '.' && name.length() > 0;
      name.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    if (name.length() == 0) {
      return "%";
    } else if (name.length() <= LONGEST_NAME) {
      return name.toString();
    }
    byte[] hash = WireWriter.sha256Digest().digest(provider.getBytes(StandardCharsets.UTF_8));
    return name.substring(0, LONGEST_NAME - 65) + "-" + HexFormat.of().formatHex(hash);
  }

  /** Makes a folder, and those above it that are missing, with mode 700. */
  static void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = parent(folder);
    makeFolder(parent);
    try {
      Files.createDirectory(folder, owner("rwx------"));
      sync(parent);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static Path parent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
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

  /** Writes a file of mode 600 that appears whole or not at all, and syncs it and its folder. */
  static void write(Path target, byte[] body) throws IOException {
    Path sibling = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(sibling);
    Files.createFile(sibling, owner("rw-------"));
    try (FileChannel out = FileChannel.open(sibling, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(body);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
    Files.move(
        sibling, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(parent(target));
  }

  /** Syncs the entries of a folder. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> owner(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }
}
