package parley.robust.data;

import parley.mhe.ParleyException;

/** Rows that cannot be used; the message names the row and what is wrong with it. */
public final class InvalidDataException extends ParleyException {
  private static final long serialVersionUID = 1L;

  public InvalidDataException(String message) {
    super(message);
  }
}
