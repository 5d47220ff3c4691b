package parley.cli.terminal;

import parley.error.ParleyException;

/**
 * What the user gave cannot be used: a file, a column, a value or a combination of options. The
 * command line answers it with one line and exit code 2. Immutable, so safe for several threads.
 */
public final class InputException extends ParleyException {
  private static final long serialVersionUID = 1L;

  /** An error with a message of the form "cannot VERB: what is the case, expected X, got Y". */
  public InputException(String message) {
    super(message);
  }

  /** The same with what caused it. */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
