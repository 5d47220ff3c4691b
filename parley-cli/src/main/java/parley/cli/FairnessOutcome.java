package parley.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.robust.audit.Measure;
import parley.robust.audit.fairness.Calibration;
import parley.robust.audit.fairness.GroupFairness;
import parley.robust.audit.fairness.Impossibility;
import parley.robust.audit.frame.GroupCounts;
import parley.robust.audit.frame.GroupMetric;
import parley.robust.audit.frame.MetricFrame;
import parley.robust.audit.report.AuditReport;
import parley.robust.audit.report.FairnessSections;
import parley.robust.audit.report.ModelCard;

/**
 * What an audit of groups prints.
 *
 * @param counts what was counted
 * @param fairness the measures
 * @param report for people
 */
record FairnessOutcome(
    FairnessOptions options, GroupCounts counts, GroupFairness fairness, AuditReport report) {

  static FairnessOutcome of(FairnessOptions options, GroupCounts counts) {
    GroupFairness fairness = GroupFairness.of(counts, options.privileged());
    long rows = counts.overall().confusion().rows();
    ModelCard card =
        new ModelCard(
            options.intendedUse(),
            "%s, %d rows; %s = %s is favourable"
                .formatted(
                    options.data().getFileName(), rows, options.label(), options.favorable()),
            LocalDate.now(ZoneOffset.UTC).toString(),
            List.copyOf(counts.groups().keySet()),
            options.limits());
    AuditReport report =
        new AuditReport(
            "Fairness of %s in %s".formatted(options.prediction(), options.data().getFileName()),
            card,
            FairnessSections.of(counts, options.privileged(), MetricFrame.DEFAULT_CONFIDENCE));
    return new FairnessOutcome(options, counts, fairness, report);
  }

  /** Names that a check may use. */
  static Set<String> measureNames() {
    Map<String, Measure> all = new LinkedHashMap<>();
    GroupFairness.names().forEach(name -> all.put(name, Measure.undefined(name, "not measured")));
    for (GroupMetric metric : GroupMetric.values()) {
      all.put(metric.metricName(), Measure.undefined(metric.metricName(), "not measured"));
    }
    return all.keySet();
  }

  /** The measures, and the metrics over all rows. */
  Map<String, Measure> measures() {
    Map<String, Measure> all = new LinkedHashMap<>(fairness.measures());
    fairness.frame().metrics().forEach(name -> all.put(name, fairness.frame().overall(name)));
    return all;
  }

  List<String> warnings() {
    return counts.warnings();
  }

  /** One line of JSON; what is undefined is null, and {@code undefined} says why. */
  String toJson() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("rows", counts.overall().confusion().rows());
    all.put("favorable", options.favorable());
    all.put("privileged", options.privileged());
    all.putAll(figures(counts));
    if (!counts.controls().isEmpty()) {
      Map<String, Object> within = new LinkedHashMap<>();
      counts.controls().forEach((value, cells) -> within.put(value, figures(cells)));
      all.put("controls", within);
    }
    if (counts.bins() > 0) {
      all.put("calibration", Calibration.of(counts, MetricFrame.DEFAULT_CONFIDENCE));
    }
    all.put("impossibility", Impossibility.of(counts).explanation());
    all.put("warnings", warnings());
    return Json.line(all);
  }

  /** Metrics overall and by group, measures, intervals and reasons. */
  private Map<String, Object> figures(GroupCounts cells) {
    GroupFairness measured =
        cells.groups().containsKey(counts.nameOf(options.privileged()))
            ? GroupFairness.of(cells, options.privileged())
            : GroupFairness.of(cells);
    Map<String, Object> frame = measured.frame().toMap();
    Map<String, Object> measures = measured.toMap();
    Map<String, Object> undefined = new LinkedHashMap<>();
    for (Map<String, Object> part : List.of(frame, measures)) {
      if (part.remove("undefined") instanceof Map<?, ?> reasons) {
        reasons.forEach((path, reason) -> undefined.put(String.valueOf(path), reason));
      }
    }
    Map<String, Object> all = new LinkedHashMap<>();
    for (String key : List.of("overall", "byGroup")) {
      all.put(key, frame.get(key));
    }
    all.putAll(measures);
    List<String> compared = new ArrayList<>(all.keySet());
    undefined.keySet().removeIf(path -> compared.stream().noneMatch(k -> isOf(path, k)));
    all.put("intervals", frame.get("intervals"));
    all.put("undefined", undefined);
    return all;
  }

  private static boolean isOf(String path, String key) {
    return path.equals(key) || path.startsWith(key + ".");
  }
}
