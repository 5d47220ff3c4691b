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
    FitFigures.of(schedule, iterations).warning().ifPresent(report::warning);
    if (iterations > 1 && schedule.looks().isEmpty()) {
      report.warning(
          "margins were never looked at, as there are but "
              + iterations
              + " iterations, and the polynomial may not reach them: weights and probabilities may"
              + " be anything, expected three iterations or more");
    }
  }
}
