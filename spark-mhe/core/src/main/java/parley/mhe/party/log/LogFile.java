package parley.mhe.party.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log as its auditor reads it: all lines, and whether they are the ones that were written. That
 * lines are missing at the end cannot be seen without a head that was noted before. Immutable,
 * thread-safe.
 */
public final class LogFile {
  private final Path path;
  private final String provider;
  private final Map<String, LogLine> lines;
  private final LogHead head;
  private final @Nullable String problem;

  private LogFile(
      Path path,
      String provider,
      Map<String, LogLine> lines,
      LogHead head,
      @Nullable String problem) {
    this.path = path;
    this.provider = provider;
    this.lines = lines;
    this.head = head;
    this.problem = problem;
  }

  /**
   * Reads a log; a broken chain is told by {@link #problem}.
   *
   * @throws LogException when there is no such file, or it holds no line of a log
   */
  public static LogFile read(Path path) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new LogException("cannot read the log " + path + ": there is no such file", e);
    } catch (IOException e) {
      throw new LogException("cannot read the log " + path + ": " + e.getMessage(), e);
    }
    Map<String, LogLine> lines = new LinkedHashMap<>();
    LogChain chain = new LogChain((line, hash) -> lines.put(hash, line));
    String problem = chain.accept(bytes);
    String provider = chain.provider();
    if (provider == null) {
      throw new LogException(
          "cannot read the log "
              + path
              + ": it is something else or empty, expected JSON lines that a party wrote");
    }
    if (problem == null && chain.offset() < bytes.length) {
      problem = "line " + (chain.head().lines() + 1) + " has no end";
    }
    return new LogFile(path, provider, lines, chain.head(), problem);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Whose log it is. */
  public String provider() {
    return provider;
  }

  /** The lines in order. */
  public List<LogLine> lines() {
    return new ArrayList<>(lines.values());
  }

  /** The end of it. */
  public LogHead head() {
    return head;
  }

  /** Where the chain breaks first; empty when it is whole. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /**
   * The lines up to one that was noted as a head; empty when that line is not there, so that lines
   * were cut off or changed since.
   */
  public Optional<List<LogLine>> upTo(String hash) {
    if (hash.equals(LogLine.NONE)) {
      return Optional.of(List.of());
    }
    List<LogLine> found = new ArrayList<>();
    for (Map.Entry<String, LogLine> line : lines.entrySet()) {
      found.add(line.getValue());
      if (line.getKey().equals(hash)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /**
   * Refuses a log whose chain is broken.
   *
   * @throws LogException when it is
   */
  public void requireIntact() {
    if (problem != null) {
      throw altered(path, problem);
    }
  }

  static LogException altered(Path path, String problem) {
    return new LogException(
        "cannot trust the log " + path + ": it was altered or damaged: " + problem);
  }
}
