package parley.fl.protection;

import parley.fl.activation.FitFigures;
import parley.fl.activation.FittedSchedule;
import parley.fl.report.FitReport;

/** What every report says of fitted polynomials. Stateless, so safe for use by several threads. */
public final class FitWords {
  private FitWords() {}

  /** Adds the looks, and the warning where margins are too far for the polynomial. */
  public static void looked(FitReport.Builder report, FittedSchedule schedule, int iterations) {
    report.watch(schedule.readings());
    if (iterations > 1 && schedule.looks().isEmpty()) {
      report.warning(
          "margins were never looked at, as there are but "
              + iterations
              + " iterations: where they reach beyond 12, weights and probabilities may be farther"
              + " than 2 % from those of logistic regression; expected three iterations or more");
    } else {
      FitFigures.of(schedule, iterations).warning().ifPresent(report::warning);
    }
  }
}
