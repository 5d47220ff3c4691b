package parley.fl.plan;

import parley.error.ParleyException;

/**
 * No parameters serve what was asked for on this machine: the request has to change. Immutable, so
 * safe for use by several threads.
 */
public final class PlanException extends ParleyException {
  private static final long serialVersionUID = 1L;

  /** An error with the constraint that cannot be kept, what it needs and what there is. */
  public PlanException(String message) {
    super(message);
  }
}
