package parley.fl.statistic.run;

import parley.error.ParleyException;
import parley.fl.sum.SumReport;
import parley.mhe.party.cohort.Gate;

/**
 * A query ended at its gate: what was opened first is below its rules, or a provider refuses it by
 * rules of its own, of which nobody is named. None of its results was opened. Immutable.
 */
public final class RefusedQueryException extends ParleyException {
  private static final long serialVersionUID = 1L;

  private final transient Gate.Counts counts;
  private final transient SumReport report;

  RefusedQueryException(String reason, Gate.Counts counts, SumReport report) {
    this("cannot compute the statistic: the query is refused: " + reason, report, counts);
  }

  private RefusedQueryException(String message, SumReport report, Gate.Counts counts) {
    super(message);
    this.counts = counts;
    this.report = report;
  }

  /** The same where an earlier query of the same question was answered: its report comes first. */
  public RefusedQueryException after(SumReport earlier) {
    RefusedQueryException both =
        new RefusedQueryException(String.valueOf(getMessage()), earlier.and(report), counts);
    both.setStackTrace(getStackTrace());
    return both;
  }

  /** The three sums that were opened to all. Gone once the error was serialised. */
  public Gate.Counts counts() {
    return counts;
  }

  /** What the refused query told, to whom. Gone once the error was serialised. */
  public SumReport report() {
    return report;
  }
}
