package parley.fl.verify;

import java.util.List;

/**
 * What a comparison found, a sentence each. Immutable, so safe for use by several threads.
 *
 * @param agreed what is the same on both sides
 * @param remarks what a reader should know
 * @param discrepancies what differs
 */
public record Findings(List<String> agreed, List<String> remarks, List<String> discrepancies) {
  /** Takes copies of the lists. */
  public Findings {
    agreed = List.copyOf(agreed);
    remarks = List.copyOf(remarks);
    discrepancies = List.copyOf(discrepancies);
  }

  /** Whether nothing differs. */
  public boolean agree() {
    return discrepancies.isEmpty();
  }
}
