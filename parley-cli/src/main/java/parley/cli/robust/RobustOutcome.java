package parley.cli.robust;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import parley.cli.table.LabelledRows;
import parley.json.Json;
import parley.robust.evaluation.AttackCurve;
import parley.robust.evaluation.CertifiedCurve;
import parley.robust.evaluation.RobustnessReport;

/**
 * What an evaluation found. Immutable, so safe for several threads.
 *
 * @param report all of it
 * @param attack the attack that was asked for, by its name in the report
 * @param train rows trained on
 * @param testRows rows attacked
 * @param seconds wall clock of the whole command
 */
record RobustOutcome(
    RobustnessReport report, String attack, LabelledRows train, long testRows, double seconds) {

  /** One line, with the names that scripts rely on. */
  String toJson() {
    AttackCurve curve = report.attack(attack).orElseThrow();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("cleanAccuracy", report.cleanAccuracy());
    all.put(
        "robustAccuracy",
        curve.points().stream().map(p -> point(p.perturbationEpsilon(), p.accuracy())).toList());
    CertifiedCurve certified = report.certified();
    if (certified != null) {
      all.put("smoothedCleanAccuracy", certified.cleanAccuracy());
      all.put(
          "certifiedAccuracy",
          certified.points().stream()
              .map(p -> point(p.perturbationEpsilon(), p.accuracy()))
              .toList());
    }
    if (!report.warnings().isEmpty()) {
      all.put("warnings", report.warnings());
    }
    all.put("trainRows", train.count());
    all.put("testRows", testRows);
    all.put("droppedRows", train.dropped().toMap());
    all.put("seconds", seconds);
    return Json.line(all);
  }

  private static Map<String, Object> point(double epsilon, double accuracy) {
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("epsilon", epsilon);
    point.put("accuracy", accuracy);
    return point;
  }

  /** The result for people; the last line without a line end. */
  String toText() {
    return report.toText()
        + String.format(
            Locale.ROOT, "%n%d training rows; all of it took %.1f s.", train.count(), seconds);
  }
}
