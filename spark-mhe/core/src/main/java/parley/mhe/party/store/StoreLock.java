package parley.mhe.party.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.mhe.disk.SyncedFiles;
import parley.mhe.disk.Uninterrupted;

/**
 * Keeps a second live process, or a second party of this one, out of a store: two ledgers that do
 * not know of each other would answer twice. The operating system takes the lock back when the
 * process dies, however it dies. Thread-safe.
 */
final class StoreLock implements AutoCloseable {
  private static final String FILE = "lock";

  /**
   * Lock files that this process holds, by their identity. Asked before one is opened: on Linux
   * closing any channel of a file gives back all locks that the process has on it.
   */
  private static final Set<Object> HELD = new HashSet<>();

  private final Object identity;
  private final FileChannel channel;

  private StoreLock(Object identity, FileChannel channel) {
    this.identity = identity;
    this.channel = channel;
  }

  /** The lock, or who holds it, as text. */
  record Attempt(@Nullable StoreLock lock, String holder) {}

  /** Tries to take the lock of a directory that is there. */
  static Attempt attempt(Path directory) throws IOException {
    return Uninterrupted.call(() -> attemptOnce(directory));
  }

  private static Attempt attemptOnce(Path directory) throws IOException {
    synchronized (HELD) {
      Path file = directory.resolve(FILE);
      if (Files.exists(file) && HELD.contains(identity(file))) {
        return new Attempt(null, "this process");
      }
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              SyncedFiles.mode("rw-------"));
      boolean taken = false;
      try {
        taken = channel.tryLock() != null;
        if (!taken) {
          return new Attempt(null, "process " + holder(channel));
        }
        name(channel);
        Object identity = identity(file);
        HELD.add(identity);
        return new Attempt(new StoreLock(identity, channel), "");
      } finally {
        if (!taken) {
          channel.close();
        }
      }
    }
  }

  private static Object identity(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file.toRealPath() : key;
  }

  private static void name(FileChannel channel) throws IOException {
    byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid), 0);
    } catch (IOException e) {
      // A full disk: the lock holds all the same, only its holder goes without a name.
      channel.truncate(0);
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
    return text.matches("\\d+") ? text : "of another machine or user";
  }

  /** Gives the lock back; the file stays, since removing it would race with the next holder. */
  @Override
  public void close() {
    synchronized (HELD) {
      try {
        channel.close();
      } catch (IOException e) {
        System.getLogger(StoreLock.class.getName())
            .log(System.Logger.Level.WARNING, "cannot close the lock of a key store", e);
      } finally {
        HELD.remove(identity);
      }
    }
  }
}
