package parley.fl.plan;

import java.util.List;

/**
 * The layout that was chosen, what it is predicted to cost, and why. Immutable and thread-safe.
 *
 * @param layout the cheapest layout that keeps every constraint
 * @param cost its predicted cost
 * @param reasons a line each: what was chosen and which constraint or cost decided it
 * @param considered number of candidates that kept the constraints
 */
public record PlanChoice(Layout layout, PlanCost cost, List<String> reasons, int considered) {
  /** Copies the reasons. */
  public PlanChoice {
    reasons = List.copyOf(reasons);
  }

  /** The reasons as a text, a line each. */
  public String explanation() {
    return String.join(System.lineSeparator(), reasons);
  }
}
