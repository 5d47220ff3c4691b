package parley.fl.activation;

import parley.error.ParleyException;

/** A training that was ended because it runs away. Immutable, so safe for several threads. */
public final class DivergenceException extends ParleyException {
  private static final long serialVersionUID = 1L;

  public DivergenceException(String message) {
    super(message);
  }
}
