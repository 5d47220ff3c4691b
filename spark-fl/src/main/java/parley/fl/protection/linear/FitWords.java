package parley.fl.protection.linear;

import parley.fl.activation.Schedule;
import parley.fl.report.FitReport;

/** What every report says of fitted activations. Stateless, so safe for use by several threads. */
public final class FitWords {
  private FitWords() {}

  /** Adds the looks, and what there is to warn of. */
  public static void looked(FitReport.Builder report, Schedule schedule) {
    report.watch(schedule.readings());
    schedule.warnings().forEach(report::warning);
  }
}
