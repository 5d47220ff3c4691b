package parley.mhe.party.plan;

import parley.error.ParleyException;

/**
 * A provider refuses a request: it deviates from the accepted plan, or another request was answered
 * in its place. Nothing about a secret has left. Immutable.
 */
public final class RefusedException extends ParleyException {
  private static final long serialVersionUID = 1L;

  /** A refusal; the message says what the plan expects and what came. */
  public RefusedException(String message) {
    super(message);
  }
}
