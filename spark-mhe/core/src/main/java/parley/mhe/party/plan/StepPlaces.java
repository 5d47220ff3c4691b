package parley.mhe.party.plan;

/**
 * Where a step may be asked. Immutable, thread-safe.
 *
 * <p>The part of the name before the first {@code /} is the step's phase: phases follow each other,
 * the steps of a phase repeat round by round in the plan's order.
 *
 * @param name for instance {@code "train/refresh"}
 * @param rounds rounds at most, so numbers 0 to rounds - 1
 * @param objects requests a round at most, numbered from 0
 * @param attempts how often a round may be asked anew, with other common strings and masks, after a
 *     driver lost its answers: 1 to {@value PlanStep#MOST_ATTEMPTS}
 */
public record StepPlaces(String name, int rounds, int objects, int attempts) {
  /**
   * @throws IllegalArgumentException when the name or a number is out of range
   */
  public StepPlaces {
    if (!name.matches("[a-z0-9-]+/[a-z0-9-]+")) {
      throw PlanStep.invalid(name, "the name", "phase/step in lower case", name);
    }
    if (rounds < 1 || objects < 1 || (long) rounds * objects > 1 << 20) {
      throw PlanStep.invalid(name, "rounds x objects", "1 to 2^20", rounds + " x " + objects);
    }
    if (attempts < 1 || attempts > PlanStep.MOST_ATTEMPTS) {
      throw PlanStep.invalid(name, "attempts", "1 to " + PlanStep.MOST_ATTEMPTS, "" + attempts);
    }
  }

  /** Requests that it allows in all. */
  public int most() {
    return rounds * objects * attempts;
  }
}
