package parley.mhe.party.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.mhe.disk.SyncedFiles;
import parley.mhe.disk.Uninterrupted;

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
  private final @Nullable LogWitness witness;
  private final LogChain chain = new LogChain(this::compare);
  private @Nullable LogHead noted;
  private boolean asNoted;

  private AnswerLog(Path path, String provider, InstantSource clock, @Nullable LogWitness witness) {
    this.path = path;
    this.provider = provider;
    this.clock = clock;
    this.witness = witness;
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
    AnswerLog log = new AnswerLog(path.toAbsolutePath().normalize(), provider, clock, null);
    log.locked(file -> {});
    return log;
  }

  /**
   * As {@link #open(Path, String)} for a log that budgets are counted by: its newest beginning of a
   * session, and its newest answer that counts rows, are noted in a file {@code LOG.head}.
   *
   * @throws LogException also when the log lacks the line that is noted there
   */
  public static AnswerLog openWitnessed(Path path, String provider) {
    Path file = path.toAbsolutePath().normalize();
    AnswerLog log = new AnswerLog(file, provider, InstantSource.system(), new LogWitness(file));
    log.locked(opened -> log.note());
    return log;
  }

  /** Writes a line and waits until it is on disk. */
  public void append(LogEvent event) {
    append(event, totals -> {});
  }

  /**
   * Writes a line if what was counted before it allows that; no other process writes in between.
   *
   * @param allowed throws when it does not
   */
  public void append(LogEvent event, Consumer<LogTotals> allowed) {
    locked(
        file -> {
          allowed.accept(chain.totals());
          write(file, event);
          if (event.kind() == LogEvent.Kind.BEGAN
              || (event.answer() != null && event.answer().rows() > 0)) {
            note();
          }
        });
  }

  /** What all sessions together did, up to now. */
  public synchronized LogTotals totals() {
    locked(file -> {});
    return chain.totals();
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
    void on(RandomAccessFile file) throws IOException;
  }

  private synchronized void locked(Action action) {
    // Locks of files are a process's, not a thread's.
    synchronized (LOCKS.computeIfAbsent(path, p -> new Object())) {
      try {
        Uninterrupted.call(
            () -> {
              create();
              // Only waiting for the lock can be interrupted; reads and writes of this class
              // cannot.
              try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
                  FileLock lock = file.getChannel().lock()) {
                catchUp(file);
                action.on(file);
                return path;
              }
            });
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
    LogHead before = witness == null ? null : witness.read();
    if (witness != null && before != null && before.lines() > 0) {
      throw witness.missing(before, 0);
    }
    try {
      Files.createFile(path, SyncedFiles.mode("rw-r-----"));
    } catch (FileAlreadyExistsException e) {
      return; // a party beside this one was first
    }
    SyncedFiles.sync(SyncedFiles.parent(path));
  }

  /** Reads what others have written since, and takes away a line that was never finished. */
  private void catchUp(RandomAccessFile file) throws IOException {
    long size = file.length();
    if (size < chain.offset()) {
      throw LogFile.altered(
          path, "it was cut off, expected " + chain.offset() + " bytes or more, got " + size);
    }
    if (witness != null && chain.offset() == 0) {
      noted = witness.read();
      asNoted = noted == null || noted.lines() == 0;
    }
    if (size > chain.offset()) {
      byte[] news = new byte[Math.toIntExact(size - chain.offset())];
      file.seek(chain.offset());
      file.readFully(news);
      String problem = chain.accept(news);
      if (problem != null) {
        throw LogFile.altered(path, problem);
      }
    }
    requireOwn();
    LogHead before = noted;
    if (witness != null && before != null && !asNoted) {
      throw witness.missing(before, chain.head().lines());
    }
    if (chain.offset() < size) {
      file.setLength(chain.offset());
      long bytes = size - chain.offset();
      write(
          file,
          new LogEvent(
              LogEvent.Kind.RECOVERED,
              null,
              null,
              null,
              null,
              bytes + " bytes of a line that was never finished were taken away"));
    }
  }

  private void compare(LogLine line, String hash) {
    LogHead before = noted;
    if (before != null && line.number() == before.lines()) {
      asNoted = hash.equals(before.hash());
    }
  }

  private void note() throws IOException {
    if (witness != null) {
      witness.write(chain.head());
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

  private void write(RandomAccessFile file, LogEvent event) throws IOException {
    Instant now = clock.instant();
    LogHead head = chain.head();
    LogLine line =
        new LogLine(head.lines() + 1, head.hash(), now.toString(), wentBack(now), provider, event);
    byte[] text = line.toBytes();
    byte[] bytes = Arrays.copyOf(text, text.length + 1);
    bytes[text.length] = '\n';
    try {
      file.seek(chain.offset());
      file.write(bytes);
      file.getFD().sync();
    } catch (IOException e) {
      try {
        file.setLength(chain.offset());
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    chain.accept(bytes);
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
}
