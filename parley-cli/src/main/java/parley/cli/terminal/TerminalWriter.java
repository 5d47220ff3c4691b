package parley.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Standard error where it is a terminal: it can show one line that later ones replace. Whatever
 * else is written takes that line's place, so that nothing stands behind it. For one thread.
 */
public final class TerminalWriter extends PrintWriter {
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  /** Back to the line's begin, and erase to its end. */
  private static final String ERASE = "\r\u001b[K";

  /** What fits on every terminal; a line that wraps could not be taken back. */
  private static final int LONGEST = 79;

  private boolean shown;

  public TerminalWriter(OutputStream out) {
    super(out, true, StandardCharsets.UTF_8);
  }

  /** Whether this process's standard error is a terminal that can take a line back. */
  public static boolean fits() {
    String kind = System.getenv().getOrDefault("TERM", "dumb");
    try {
      String device = Files.readSymbolicLink(STANDARD_ERROR).toString().toLowerCase(Locale.ROOT);
      return !kind.equals("dumb")
          && (device.startsWith("/dev/pts/") || device.startsWith("/dev/tty"));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Shows a line in the place of the one shown last. */
  void show(String line) {
    takeBack();
    super.write(line, 0, Math.min(LONGEST, line.length()));
    flush();
    shown = true;
  }

  private void takeBack() {
    if (shown) {
      shown = false;
      super.write(ERASE, 0, ERASE.length());
    }
  }

  @Override
  public void write(int c) {
    takeBack();
    super.write(c);
  }

  @Override
  public void write(String text, int from, int length) {
    takeBack();
    super.write(text, from, length);
  }

  @Override
  public void write(char[] text, int from, int length) {
    takeBack();
    super.write(text, from, length);
  }
}
