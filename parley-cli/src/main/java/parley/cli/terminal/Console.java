package parley.cli.terminal;

import java.io.PrintWriter;
import parley.error.ParleyException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command writes: its result goes to standard output, everything else to standard error.
 * Safe for several threads as far as {@link PrintWriter} is.
 */
public final class Console {
  private final PrintWriter out;
  private final PrintWriter err;

  private Console(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  public static Console of(CommandSpec spec) {
    return new Console(spec.commandLine().getOut(), spec.commandLine().getErr());
  }

  /** Writes the result. */
  public void result(String text) {
    out.println(text);
    out.flush();
  }

  /**
   * Refuses to go on when the result could not be written.
   *
   * @throws ParleyException when standard output is full, closed or broken
   */
  public void requireWritten() {
    if (out.checkError()) {
      throw new ParleyException("cannot write the result: standard output cannot be written to");
    }
  }

  /** Whether {@link #show} can take a line back: standard error is a terminal. */
  boolean canShow() {
    return err instanceof TerminalWriter;
  }

  /** Shows a line that the next one replaces, on a terminal; nowhere else. */
  void show(String line) {
    if (err instanceof TerminalWriter terminal) {
      terminal.show(line);
    }
  }

  /** Writes progress, a warning or a remark. */
  public void say(String text) {
    err.println(text);
    err.flush();
  }
}
