package parley.mhe.party.log;

import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/**
 * A log of answers that cannot be read, written or trusted: damaged, altered, or another
 * provider's. Immutable, so safe for use by several threads.
 */
public final class LogException extends ParleyException {
  private static final long serialVersionUID = 1L;

  /** An error with what is the case, what was expected and what was found. */
  public LogException(String message) {
    super(message);
  }

  /** The same with what caused it. */
  public LogException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
