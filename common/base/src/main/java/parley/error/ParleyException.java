package parley.error;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong while computing: the root of all errors of this library but the caller's bugs,
 * which are {@link IllegalArgumentException} and {@link IllegalStateException}.
 *
 * <p>Messages read "cannot VERB: what is the case, expected X, got Y", and never contain secrets.
 * Errors that the native library raises arrive as this class with the native message. Immutable, so
 * safe for use by several threads.
 */
public class ParleyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with the given message. */
  public ParleyException(String message) {
    super(message);
  }

  /** An error with the given message and what caused it. */
  public ParleyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
