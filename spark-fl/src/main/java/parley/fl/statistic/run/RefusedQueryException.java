package parley.fl.statistic.run;

import parley.error.ParleyException;
import parley.fl.sum.SumReport;

/**
 * A query ended at its gate: what was opened first is below its rules, or a provider refuses it by
 * rules of its own, of which nobody is named. None of its results was opened. Immutable.
 */
public final class RefusedQueryException extends ParleyException {
  private static final long serialVersionUID = 1L;

  private final transient SumReport report;

  RefusedQueryException(String reason, SumReport report) {
    super("cannot compute the statistic: the query is refused: " + reason);
    this.report = report;
  }

  /** What the refused query told, to whom. Gone once the error was serialised. */
  public SumReport report() {
    return report;
  }
}
