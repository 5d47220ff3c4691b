package parley.mhe.party.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A provider's log of all it answered: lines are appended and on disk before {@link #append}
 * returns. Several sessions of one provider, in this process or another, may write to one file.
 * Thread-safe.
 *
 * <p>A line that a crash left without its end is taken away at the next writing, which says so: the
 * answer that it would have told of has not left.
 */
public final class AnswerLog {
  private static final Map<Path, Object> LOCKS = new ConcurrentHashMap<>();

  private final Path path;
  private final String provider;
  private final InstantSource clock;
  private final LogChain chain = new LogChain((line, hash) -> {});

  private AnswerLog(Path path, String provider, InstantSource clock) {
    this.path = path;
    this.provider = provider;
    this.clock = clock;
  }

  /**
   * Opens a log, or makes one: mode 640, readable by its owner and the owner's group.
   *
   * @throws LogException when it is altered, damaged, another provider's, or cannot be written
   */
  public static AnswerLog open(Path path, String provider) {
    return open(path, provider, InstantSource.system());
  }

  static AnswerLog open(Path path, String provider, InstantSource clock) {
    AnswerLog log = new AnswerLog(path.toAbsolutePath().normalize(), provider, clock);
    log.locked(channel -> {});
    return log;
  }

  /** Writes a line and waits until it is on disk. */
  public void append(LogEvent event) {
    locked(channel -> write(channel, event));
  }

  /** Whether a request of a session is in it as answered. */
  public synchronized boolean answered(String session, String request) {
    return chain.answered(session, request);
  }

  /** The end of it, as far as this object knows. */
  public synchronized LogHead head() {
    return chain.head();
  }

  /** The file. */
  public Path path() {
    return path;
  }

  private interface Action {
    void on(FileChannel channel) throws IOException;
  }

  private synchronized void locked(Action action) {
    // Locks of files are a process's, not a thread's.
    synchronized (LOCKS.computeIfAbsent(path, p -> new Object())) {
      try {
        create();
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          catchUp(channel);
          action.on(channel);
        }
      } catch (IOException e) {
        throw new LogException(
            "cannot write the log "
                + path
                + ": "
                + e
                + ", expected a file in a folder that the provider can write to",
            e);
      }
    }
  }

  private void create() throws IOException {
    if (Files.exists(path)) {
      return;
    }
    if (chain.head().lines() > 0) {
      throw LogFile.altered(path, "it is gone, expected " + chain.head().lines() + " lines");
    }
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    Path folder = path.getParent();
    if (folder != null) {
      try (FileChannel parent = FileChannel.open(folder, StandardOpenOption.READ)) {
        parent.force(true);
      }
    }
  }

  /** Reads what others have written since, and takes away a line that was never finished. */
  private void catchUp(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < chain.offset()) {
      throw LogFile.altered(
          path, "it was cut off, expected " + chain.offset() + " bytes or more, got " + size);
    }
    if (size > chain.offset()) {
      byte[] news = new byte[Math.toIntExact(size - chain.offset())];
      readFully(channel, ByteBuffer.wrap(news), chain.offset());
      String problem = chain.accept(news);
      if (problem != null) {
        throw LogFile.altered(path, problem);
      }
    }
    requireOwn();
    if (chain.offset() < size) {
      channel.truncate(chain.offset());
      long bytes = size - chain.offset();
      write(
          channel,
          new LogEvent(
              LogEvent.Kind.RECOVERED,
              null,
              null,
              null,
              null,
              bytes + " bytes of a line that was never finished were taken away"));
    }
  }

  private void requireOwn() {
    String owner = chain.provider();
    if (owner != null && !owner.equals(provider)) {
      throw new LogException(
          "cannot write the log "
              + path
              + ": it is another provider's, expected "
              + provider
              + ", got "
              + owner);
    }
  }

  private void write(FileChannel channel, LogEvent event) throws IOException {
    Instant now = clock.instant();
    LogHead head = chain.head();
    LogLine line =
        new LogLine(head.lines() + 1, head.hash(), now.toString(), wentBack(now), provider, event);
    byte[] text = line.toBytes();
    ByteBuffer bytes = ByteBuffer.allocate(text.length + 1).put(text).put((byte) '\n').flip();
    try {
      channel.position(chain.offset());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      channel.truncate(chain.offset());
      throw e;
    }
    chain.accept(bytes.array());
  }

  /** Null unless the clock shows an earlier time than the line before. */
  private @Nullable String wentBack(Instant now) {
    String before = chain.time();
    try {
      if (before == null || !now.isBefore(Instant.parse(before))) {
        return null;
      }
    } catch (DateTimeParseException e) {
      return "cannot be compared with the line before, whose time is " + before;
    }
    Duration back = Duration.between(now, Instant.parse(before));
    return "went back by " + back.toMillis() / 1e3 + " s";
  }

  private static void readFully(FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    while (into.hasRemaining() && channel.read(into, from + into.position()) >= 0) {
      // Reads until it is full or the file ends.
    }
  }
}
