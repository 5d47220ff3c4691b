package parley.mhe.runtime.message;

import parley.error.ParleyException;

/** A task landed in another executor than its provider's. */
public final class MisplacedException extends ParleyException {
  private static final long serialVersionUID = 1L;

  public MisplacedException(String message) {
    super(message);
  }

  /** Whether an error comes from one. */
  public static boolean isCauseOf(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof MisplacedException) {
        return true;
      }
    }
    return false;
  }
}
