package parley.mhe.party.plan;

/**
 * Whose output goes into a step. Immutable, thread-safe.
 *
 * <p>A step that takes the output of a refresh or a sum refresh as it is ({@link #of}) takes
 * nothing else: the second polynomial of such an output is the common string of the request that
 * gave it, so that a party recognises it. What was added up of uploads, or computed ({@link
 * #computedFrom}), a party cannot recognise: there the source is what the driver states.
 *
 * @param step name of the step; empty where nothing goes in, or what the driver encrypts itself
 * @param computed whether the driver computes with the output before it goes in
 */
public record StepSource(String step, boolean computed) {
  /** Nothing of another step. */
  public static final StepSource NONE = new StepSource("", false);

  /**
   * @throws IllegalArgumentException when nothing is computed with
   */
  public StepSource {
    if (computed && step.isEmpty()) {
      throw new IllegalArgumentException("cannot compute a source: expected a step, got none");
    }
  }

  /** The output of that step as it is; of uploads, their sum over all providers. */
  public static StepSource of(String step) {
    return new StepSource(step, false);
  }

  /** What the driver computes from that step's output. */
  public static StepSource computedFrom(String step) {
    return new StepSource(step, true);
  }

  /** Whether nothing of another step goes in. */
  public boolean none() {
    return step.isEmpty();
  }

  @Override
  public String toString() {
    return none() ? "nothing" : computed ? "computed from " + step : step;
  }
}
