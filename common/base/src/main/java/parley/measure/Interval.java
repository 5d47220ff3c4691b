package parley.measure;

/**
 * A confidence interval. Immutable, so safe for use by several threads.
 *
 * @param lower its lower end
 * @param upper its upper end, not below the lower
 * @param confidence such as 0.95
 */
public record Interval(double lower, double upper, double confidence) {
  /** Checks the ends. */
  public Interval {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "cannot make an interval: expected a lower end not above the upper, got "
              + lower
              + " and "
              + upper);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "cannot make an interval: expected a confidence between 0 and 1, got " + confidence);
    }
  }
}
