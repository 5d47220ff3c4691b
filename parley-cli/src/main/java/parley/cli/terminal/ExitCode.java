package parley.cli.terminal;

/** What a command's exit status says. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int CHECK_FAILED = 3;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
