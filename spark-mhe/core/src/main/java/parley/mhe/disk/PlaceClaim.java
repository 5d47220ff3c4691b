package parley.mhe.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place on the disk that one run at a time may write to: a file or folder that may be there or
 * not. The claim is an operating system's lock on a hidden file beside the place, so it ends with
 * its process, however that dies; a file that is left behind holds nobody up. Thread-safe.
 */
public final class PlaceClaim implements AutoCloseable {
  private static final String ENDED = "ended";
  private static final int LONGEST = 32;
  private static final int ATTEMPTS = 1000;

  /**
   * Claims of this process. Asked before a file is opened: on Linux closing any channel of a file
   * gives back all locks that the process has on it.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;
  private boolean closed;

  private PlaceClaim(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Claims a place.
   *
   * @throws PlaceTakenException when another run has it, or this process has already
   * @throws IOException when its folder is missing or cannot be written to
   */
  public static PlaceClaim take(Path place) throws IOException {
    Path folder = SyncedFiles.parent(place).toRealPath();
    Path file = folder.resolve("." + place.toAbsolutePath().normalize().getFileName() + ".claim");
    return Uninterrupted.call(() -> take(place, file));
  }

  private static PlaceClaim take(Path place, Path file) throws IOException {
    synchronized (HELD) {
      if (HELD.contains(file)) {
        throw new PlaceTakenException(place, "this process (named twice?)");
      }
      for (int i = 0; i < ATTEMPTS; i++) {
        PlaceClaim claim = attempt(place, file);
        if (claim != null) {
          HELD.add(file);
          return claim;
        }
      }
      throw new PlaceTakenException(place, "others that come and go");
    }
  }

  /** The claim, or null when the file was its last holder's, who took it away meanwhile. */
  private static @Nullable PlaceClaim attempt(Path place, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    boolean taken = false;
    try {
      if (channel.tryLock() == null) {
        throw new PlaceTakenException(place, holder(channel));
      }
      if (!text(channel).equals(ENDED)) {
        write(channel, Long.toString(ProcessHandle.current().pid()));
        taken = true;
        return new PlaceClaim(file, channel);
      }
      return null;
    } catch (OverlappingFileLockException e) {
      throw new PlaceTakenException(place, "this process");
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    String text = text(channel);
    return text.matches("\\d+") ? "process " + text : "another machine's process";
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
  }

  /** What it says helps others only; on a full disk the claim holds all the same. */
  private static void write(FileChannel channel, String text) throws IOException {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (IOException e) {
      channel.truncate(0);
    }
  }

  /** Says that the file is no longer the place's, to an interrupted thread too. */
  private static void end(FileChannel channel) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      write(channel, ENDED);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Gives the place back; idempotent. */
  @Override
  public void close() {
    synchronized (HELD) {
      if (closed) {
        return;
      }
      closed = true;
      HELD.remove(file);
      // In this order: who has opened the file meanwhile gets the lock last, and reads that it is
      // no longer the place's.
      try (FileChannel open = channel) {
        Files.deleteIfExists(file);
        end(open);
      } catch (IOException e) {
        System.getLogger(PlaceClaim.class.getName())
            .log(System.Logger.Level.WARNING, "cannot take away the claim " + file, e);
      }
    }
  }
}
