package parley.mhe.party.log;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Follows a log line by line and says where the chain breaks. Not thread-safe. */
final class LogChain {
  private final BiConsumer<LogLine, String> lines;
  private LogHead head = LogHead.EMPTY;
  private long offset;
  private @Nullable String provider;
  private @Nullable String time;
  private final Set<String> answered = new HashSet<>();
  private final LogTotals.Counter counter = new LogTotals.Counter();

  /** A chain that tells of each line and its hash. */
  LogChain(BiConsumer<LogLine, String> lines) {
    this.lines = lines;
  }

  /**
   * Takes whole lines, each with its end, and leaves the rest.
   *
   * @return what does not fit, or null; what follows it is taken all the same
   */
  @Nullable String accept(byte[] bytes) {
    String problem = null;
    int start = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        String found = line(java.util.Arrays.copyOfRange(bytes, start, at));
        problem = problem == null ? found : problem;
        start = at + 1;
      }
    }
    offset += start;
    return problem;
  }

  private @Nullable String line(byte[] bytes) {
    String hash = LogLine.hash(bytes);
    String at = "line " + (head.lines() + 1);
    LogLine line = LogLine.fromBytes(bytes);
    String problem = line == null ? at + " is no line of a log" : fits(line, at);
    head = new LogHead(head.lines() + 1, hash);
    if (line != null) {
      provider = provider == null ? line.provider() : provider;
      time = line.time();
      LogEvent.Answer answer = line.event().answer();
      if (line.event().kind() == LogEvent.Kind.ANSWERED && answer != null) {
        answered.add(line.event().session() + "/" + answer.request());
      }
      counter.take(line.event());
      lines.accept(line, hash);
    }
    return problem;
  }

  private @Nullable String fits(LogLine line, String at) {
    if (!line.previous().equals(head.hash())) {
      return at
          + " does not follow the line before it, expected the hash "
          + head.hash()
          + ", got "
          + line.previous();
    }
    if (line.number() != head.lines() + 1) {
      return at + " has another number, got " + line.number();
    }
    if (provider != null && !line.provider().equals(provider)) {
      return at + " is another provider's, expected " + provider + ", got " + line.provider();
    }
    return null;
  }

  LogHead head() {
    return head;
  }

  /** Bytes of all whole lines so far. */
  long offset() {
    return offset;
  }

  /** Whose log it is; null while it is empty. */
  @Nullable String provider() {
    return provider;
  }

  /** Time of the last line; null while there is none. */
  @Nullable String time() {
    return time;
  }

  LogTotals totals() {
    return counter.totals();
  }

  boolean answered(String session, String request) {
    return answered.contains(session + "/" + request);
  }
}
