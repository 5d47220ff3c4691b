package parley.error;

/** Rows that cannot be trained on. Immutable, so safe for use by several threads. */
public final class InvalidDataException extends ParleyException {
  private static final long serialVersionUID = 1L;

  /** An error with the given message. */
  public InvalidDataException(String message) {
    super(message);
  }
}
