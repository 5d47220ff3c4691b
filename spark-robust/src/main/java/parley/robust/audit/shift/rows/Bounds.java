package parley.robust.audit.shift.rows;

/**
 * Between which numbers a figure lies for certain, where only a summary of the reference is known.
 * Immutable, so safe for use by several threads.
 *
 * @param lower not above the upper
 * @param upper not below the lower
 */
public record Bounds(double lower, double upper) {
  /** Checks the order. */
  public Bounds {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "cannot make bounds: expected a lower one not above the upper, got "
              + lower
              + " and "
              + upper);
    }
  }
}
