package parley.fl.statistic.survival;

import java.util.List;

/**
 * Survival curves. Immutable, thread-safe.
 *
 * @param curves in the order of the levels, of those that have rows
 * @param droppedRows rows with a missing value or of no known group
 */
public record KaplanMeierResult(List<SurvivalCurve> curves, long droppedRows) {
  /** Takes a copy of the list. */
  public KaplanMeierResult {
    curves = List.copyOf(curves);
  }
}
