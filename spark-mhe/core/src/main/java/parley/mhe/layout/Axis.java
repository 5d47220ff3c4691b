package parley.mhe.layout;

import parley.error.ParleyException;

/**
 * One loop of a {@link Moves}: {@code count} times a step at the source and one at the target. A
 * target step of 0 sums, a source step of 0 repeats. Immutable, thread-safe.
 *
 * @param count at least 1
 * @param sourceStep places, at least 0
 * @param targetStep places, at least 0; not 0 with the source's
 */
public record Axis(int count, int sourceStep, int targetStep) {
  /**
   * @throws ParleyException when a number is out of range
   */
  public Axis {
    if (count < 1
        || sourceStep < 0
        || targetStep < 0
        || (count > 1 && sourceStep == 0 && targetStep == 0)) {
      throw new ParleyException(
          "cannot move numbers: a loop goes nowhere, expected a count of at least 1 and a step, got"
              + " "
              + count
              + ", "
              + sourceStep
              + " and "
              + targetStep);
    }
  }
}
