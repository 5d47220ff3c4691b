package parley.cli;

/** What a command's exit status says. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int CHECK_FAILED = 3;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
