package parley.mhe.vault;

import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;

/**
 * A vault that cannot be reached, cannot listen, or does not speak this protocol. Immutable, so
 * safe for use by several threads.
 */
public final class VaultException extends ParleyException {
  private static final long serialVersionUID = 1L;

  /** An error with what is the case, what was expected and what was found. */
  public VaultException(String message) {
    super(message);
  }

  /** The same with what caused it. */
  public VaultException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
