package parley.mhe.party.policy;

import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/**
 * A provider's policy refuses, or cannot be used. Nothing about a secret has left. Immutable, so
 * safe for use by several threads.
 */
public final class PolicyException extends ParleyException {
  private static final long serialVersionUID = 1L;

  /** An error with what is the case, what was expected and what was found. */
  public PolicyException(String message) {
    super(message);
  }

  /** The same with what caused it. */
  public PolicyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
