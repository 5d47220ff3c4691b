package parley.mhe.protocol;

import parley.error.ParleyException;

/** A request or share that a collective protocol refuses. Immutable. */
public final class ProtocolException extends ParleyException {
  private static final long serialVersionUID = 1L;

  /** A refusal; the message says what was expected and what came. */
  public ProtocolException(String message) {
    super(message);
  }

  public ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
