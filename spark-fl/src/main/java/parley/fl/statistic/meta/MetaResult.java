package parley.fl.statistic.meta;

import java.util.List;

/**
 * A meta-analysis. Immutable, thread-safe.
 *
 * @param estimates of each term the fixed effect, then that of the method if it is another
 * @param rounds openings, the first for the number of sites
 * @param numbersPerTerm sums opened a term, the number of sites beside them
 * @param warnings where sites could be solved for, or disagree
 */
public record MetaResult(
    List<MetaEstimate> estimates, int rounds, int numbersPerTerm, List<String> warnings) {
  /** Takes copies of the lists. */
  public MetaResult {
    estimates = List.copyOf(estimates);
    warnings = List.copyOf(warnings);
  }
}
