package parley.mhe.party.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.mhe.disk.SyncedFiles;

/**
 * A head of a log in a file beside it, so that a log that is gone, cut or another one is told from
 * one that never was. Not thread-safe.
 */
final class LogWitness {
  private static final Pattern CONTENT = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64})\n");

  private final Path log;
  private final Path file;

  LogWitness(Path log) {
    this.log = log;
    this.file = log.resolveSibling(log.getFileName() + ".head");
  }

  /**
   * What was noted last; null when nothing ever was.
   *
   * @throws LogException when the file is something else
   */
  @Nullable LogHead read() throws IOException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return null;
    }
    Matcher content = CONTENT.matcher(text);
    if (!content.matches()) {
      throw new LogException(
          "cannot trust the log "
              + log
              + ": "
              + file
              + " was altered or damaged, expected the number and the hash of a line of the log,"
              + " got other bytes");
    }
    return new LogHead(Long.parseLong(content.group(1)), content.group(2));
  }

  /** Notes a head; it is on the disk when this returns. */
  void write(LogHead head) throws IOException {
    SyncedFiles.write(file, (head + "\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The error for a log that lacks the line that was noted. */
  LogException missing(LogHead noted, long lines) {
    return LogFile.altered(
        log,
        "a budget over all sessions hangs on it, and lines of it are gone or others, expected line "
            + noted.lines()
            + " as "
            + file
            + " notes it, got "
            + lines
            + " lines (put the log back; who gives up what was counted removes both files)");
  }
}
