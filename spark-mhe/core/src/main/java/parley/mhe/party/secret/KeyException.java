package parley.mhe.party.secret;

import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/**
 * A key or a key store that cannot be used: missing, damaged, altered, in use, or another than the
 * one expected. Immutable, so safe for use by several threads.
 */
public final class KeyException extends ParleyException {
  private static final long serialVersionUID = 1L;

  /** An error with what is the case, what was expected and what was found. */
  public KeyException(String message) {
    super(message);
  }

  /** The same with what caused it. */
  public KeyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
