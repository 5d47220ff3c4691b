package parley.mhe.vault;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.mhe.disk.FileNames;

/**
 * The folder and the socket files of a vault, and who may reach them: the vault's user (modes 700
 * and 600), or a group as well (750 and 660). Stateless.
 */
final class SocketFiles {
  /** What the JDK accepts: two bytes less than {@code sun_path} has on Linux. */
  static final int LONGEST_PATH = 106;

  private SocketFiles() {}

  /** Where a provider's socket is; what is no letter, digit, dash or dot is written as %XX. */
  static Path of(Path directory, String provider) {
    return directory.resolve(FileNames.of(provider));
  }

  /** Refuses what the system cannot name a socket. */
  static void requireLength(Path socket) {
    int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_PATH) {
      throw new VaultException(
          "cannot use the socket "
              + socket
              + ": its path is too long, expected at most "
              + LONGEST_PATH
              + " bytes, got "
              + length);
    }
  }

  /** Makes the folder, or refuses one that others can get at. */
  static void prepare(Path directory, Optional<String> group) {
    try {
      if (!Files.exists(directory)) {
        Files.createDirectories(
            directory, PosixFilePermissions.asFileAttribute(permissions("rwx------")));
      }
      PosixFileAttributes found = Files.readAttributes(directory, PosixFileAttributes.class);
      Set<PosixFilePermission> mode = found.permissions();
      String own = System.getProperty("user.name");
      if (mode.contains(PosixFilePermission.GROUP_WRITE)
          || mode.contains(PosixFilePermission.OTHERS_READ)
          || mode.contains(PosixFilePermission.OTHERS_WRITE)
          || mode.contains(PosixFilePermission.OTHERS_EXECUTE)
          || !found.owner().getName().equals(own)) {
        throw new VaultException(
            "cannot use the folder "
                + directory
                + " for sockets: others could put theirs in its place, expected mode 700 or 750 and owner "
                + own
                + ", got "
                + PosixFilePermissions.toString(mode)
                + " and owner "
                + found.owner().getName());
      }
      if (group.isPresent()) {
        share(directory, group.get(), "rwxr-x---");
      }
    } catch (IOException e) {
      throw cannot("use the folder " + directory + " for sockets", e);
    }
  }

  /** A lock that the system takes back when this process ends, however it ends. */
  static FileChannel lock(Path socket) {
    Path file = socket.resolveSibling(socket.getFileName() + ".lock");
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(permissions("rw-------")));
      if (channel.tryLock() != null) {
        return channel;
      }
      channel.close();
      throw inUse(socket);
    } catch (OverlappingFileLockException e) {
      close(channel);
      throw inUse(socket);
    } catch (IOException e) {
      close(channel);
      throw cannot("listen at " + socket, e);
    }
  }

  private static void close(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new VaultException("cannot close a lock file: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Listens at a path; a socket that a dead process left there is replaced.
   *
   * @throws VaultException when someone listens there, or what is there is no socket
   */
  static ServerSocketChannel listen(Path socket, Optional<String> group) {
    try {
      removeStale(socket);
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(UnixDomainSocketAddress.of(socket));
        if (group.isPresent()) {
          share(socket, group.get(), "rw-rw----");
        } else {
          Files.setPosixFilePermissions(socket, permissions("rw-------"));
        }
        return server;
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
    } catch (IOException e) {
      throw cannot("listen at " + socket, e);
    }
  }

  private static void removeStale(Path socket) throws IOException {
    BasicFileAttributes there;
    try {
      there = Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if (!there.isOther()) {
      throw new VaultException(
          "cannot listen at "
              + socket
              + ": something else is there, expected a socket or nothing, got a file, link or folder");
    }
    boolean alive;
    try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      alive = probe.isConnected();
    } catch (ConnectException e) {
      alive = false;
    }
    if (alive) {
      throw inUse(socket);
    }
    Files.delete(socket);
  }

  private static VaultException inUse(Path socket) {
    return new VaultException(
        "cannot listen at "
            + socket
            + ": another vault does, expected a free path, got one in use");
  }

  private static void share(Path path, String group, String mode) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    try {
      view.setGroup(
          path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
    } catch (UserPrincipalNotFoundException e) {
      throw new VaultException(
          "cannot share " + path + ": expected a group of this system, got " + group, e);
    }
    view.setPermissions(permissions(mode));
  }

  private static Set<PosixFilePermission> permissions(String mode) {
    return PosixFilePermissions.fromString(mode);
  }

  private static VaultException cannot(String verb, IOException e) {
    String reason =
        e instanceof FileSystemException files && files.getReason() == null
            ? e.getClass().getSimpleName().replace("Exception", "")
            : String.valueOf(e.getMessage());
    return new VaultException(
        "cannot " + verb + ": " + reason + ", expected a place that this user may write to", e);
  }
}
