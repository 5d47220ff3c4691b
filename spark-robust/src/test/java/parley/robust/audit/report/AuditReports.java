package parley.robust.audit.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.measure.Interval;
import parley.measure.Measure;
import parley.robust.audit.baserate.BaseRate;
import parley.robust.audit.baserate.BaseRateReport;
import parley.robust.audit.individual.LipschitzReport;
import parley.robust.audit.individual.UnequalPair;

/** A report with every kind of section, with long names and undefined figures. */
final class AuditReports {
  private static final String LONG =
      "Native Hawaiian or other Pacific Islander, and none of the above";

  private AuditReports() {}

  static AuditReport full() {
    return AuditReport.of(
        "Audit of a <screening> & test",
        new ModelCard(
            "Screening of adults without symptoms",
            "made-up figures, 2,000 rows",
            "2026-01-31",
            List.of("a", "b", LONG),
            List.of("Not for children.", "One clinic.")),
        AuditSections.baseRate(BaseRateReport.of(BaseRate.of(.001, 1, .05), .5)),
        AuditSections.groups(
            "selection rate",
            "Of the rows of a group, the share that is called positive.",
            groups(),
            Measure.of("selectionRate", .4)),
        AuditSections.calibration(
            Map.of(LONG, List.of(bin(.1, .15, 40), bin(.5, .45, 30), none(.9)))),
        AuditSections.shift(
            List.of(shift("age", .2), shift("income_of_the_household", .0001), noShift("sex")),
            "Holm's method"),
        AuditSections.individual(
            Measure.of("consistency", .9),
            new LipschitzReport(
                3,
                1,
                3,
                1,
                Measure.of("lipschitzViolationShare", 1 / 3.0),
                Measure.undefined("smallestLipschitzConstant", "equal rows differ"),
                List.of(new UnequalPair(4L, 7L, 0, .5)))));
  }

  private static Map<String, Measure> groups() {
    Map<String, Measure> groups = new LinkedHashMap<>();
    groups.put("a", Measure.of("selectionRate", .5, new Interval(.4, .6, .95)));
    groups.put(LONG, Measure.of("selectionRate", .25, new Interval(.2, .3, .95)));
    groups.put("empty", Measure.undefined("selectionRate", "the group has no rows"));
    return groups;
  }

  private static CalibrationBin bin(double at, double share, long rows) {
    return new CalibrationBin(
        at, Measure.of("share", share, new Interval(share - .1, share + .1, .95)), rows);
  }

  private static CalibrationBin none(double at) {
    return new CalibrationBin(at, Measure.undefined("share", "no rows"), 0);
  }

  private static ShiftRow shift(String feature, double p) {
    return new ShiftRow(
        feature, "KS", Measure.of("d", .1), Measure.of("p", p / 2), Measure.of("q", p));
  }

  private static ShiftRow noShift(String feature) {
    Measure none = Measure.undefined("q", "the column is constant");
    return new ShiftRow(feature, "chi-square", none, none, none);
  }
}
