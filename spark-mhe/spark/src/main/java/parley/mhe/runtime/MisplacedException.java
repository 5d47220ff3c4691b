package parley.mhe.runtime;

import parley.mhe.ParleyException;

/** A task landed in another executor than its provider's. */
final class MisplacedException extends ParleyException {
  private static final long serialVersionUID = 1L;

  MisplacedException(String message) {
    super(message);
  }

  /** Whether an error comes from one. */
  static boolean isCauseOf(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof MisplacedException) {
        return true;
      }
    }
    return false;
  }
}
