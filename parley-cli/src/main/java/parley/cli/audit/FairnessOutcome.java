package parley.cli.audit;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.json.Json;
import parley.measure.Measure;
import parley.robust.audit.fairness.Calibration;
import parley.robust.audit.fairness.GroupFairness;
import parley.robust.audit.fairness.Impossibility;
import parley.robust.audit.frame.GroupCounts;
import parley.robust.audit.frame.GroupMetric;
import parley.robust.audit.frame.MeasureMaps;
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
 * @param readingWarnings what to know of how the rows were read
 */
record FairnessOutcome(
    FairnessOptions options,
    GroupCounts counts,
    GroupFairness fairness,
    AuditReport report,
    OptionalDouble areaUnderRoc,
    List<String> readingWarnings) {

  static FairnessOutcome of(FairnessOptions options, FairnessRows rowsOfFile) {
    GroupCounts counts = rowsOfFile.count();
    OptionalDouble areaUnderRoc = rowsOfFile.areaUnderRoc();
    GroupFairness fairness = GroupFairness.of(counts, options.privileged(), options.confidence());
    long rows = counts.overall().confusion().rows();
    ModelCard card =
        new ModelCard(
            options.intendedUse(),
            "%s, %d rows; %s = %s is favourable"
                .formatted(options.dataName(), rows, options.label(), options.favorable()),
            LocalDate.now(ZoneOffset.UTC).toString(),
            List.copyOf(counts.groups().keySet()),
            limits(options, areaUnderRoc));
    AuditReport report =
        new AuditReport(
            "Fairness of %s in %s".formatted(options.prediction(), options.dataName()),
            card,
            FairnessSections.of(counts, options.privileged(), options.confidence()));
    return new FairnessOutcome(
        options, counts, fairness, report, areaUnderRoc, rowsOfFile.warnings());
  }

  /** What the user says of them, and what the scores say of themselves. */
  private static List<String> limits(FairnessOptions options, OptionalDouble areaUnderRoc) {
    List<String> all = new ArrayList<>(options.limits());
    all.addAll(turnedRound(options, areaUnderRoc));
    return all;
  }

  private static List<String> turnedRound(FairnessOptions options, OptionalDouble area) {
    return area.isEmpty() || area.getAsDouble() >= .5
        ? List.of()
        : List.of(
            "the scores of %s rank rows with label %s below the others (AUC %.4f, below .5): are they scores of the other label? Then name that one by --score-of"
                .formatted(options.prediction(), options.scoreOf(), area.getAsDouble()));
  }

  /** Names that a check may use. */
  static Set<String> measureNames() {
    Set<String> names = new LinkedHashSet<>(GroupFairness.names());
    for (GroupMetric metric : GroupMetric.values()) {
      names.add(metric.metricName());
    }
    return names;
  }

  /** The measures, and the metrics over all rows. */
  Map<String, Measure> measures() {
    Map<String, Measure> all = new LinkedHashMap<>(fairness.measures());
    fairness.frame().metrics().forEach(name -> all.put(name, fairness.frame().overall(name)));
    return all;
  }

  List<String> warnings() {
    List<String> all = new ArrayList<>(readingWarnings);
    all.addAll(counts.warnings());
    all.addAll(turnedRound(options, areaUnderRoc));
    return all;
  }

  /** One line of JSON; what is undefined is null, and {@code undefined} says why. */
  String toJson() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("rows", counts.overall().confusion().rows());
    all.put("favorable", options.favorable());
    all.put("privileged", options.privileged());
    if (options.threshold() != null) {
      all.put("scoreOf", options.scoreOf());
      all.put("areaUnderRoc", areaUnderRoc.isEmpty() ? null : areaUnderRoc.getAsDouble());
    }
    all.putAll(figures(fairness));
    if (!counts.controls().isEmpty()) {
      Map<String, Object> within = new LinkedHashMap<>();
      counts.controls().forEach((value, cells) -> within.put(value, figures(within(cells))));
      all.put("controls", within);
    }
    if (counts.bins() > 0) {
      all.put("calibration", Calibration.of(counts, options.confidence()));
    }
    all.put("impossibility", Impossibility.of(counts).explanation());
    all.put("warnings", warnings());
    return Json.line(all);
  }

  /** The measures within a control value, where the privileged group need not occur. */
  private GroupFairness within(GroupCounts cells) {
    return cells.groups().containsKey(counts.nameOf(options.privileged()))
        ? GroupFairness.of(cells, options.privileged(), options.confidence())
        : GroupFairness.of(cells, null, options.confidence());
  }

  /** Metrics overall and by group, measures, intervals and reasons. */
  private static Map<String, Object> figures(GroupFairness measured) {
    MetricFrame frame = measured.frame();
    MeasureMaps maps = new MeasureMaps();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("overall", maps.of("overall", frame::overall, frame.metrics()));
    Map<String, Object> groups = new LinkedHashMap<>();
    for (String group : frame.byGroup(GroupMetric.COUNT.metricName()).keySet()) {
      groups.put(group, maps.of("byGroup." + group, m -> frame.byGroup(m, group), frame.metrics()));
    }
    all.put("byGroup", groups);
    all.putAll(maps.of("", measured::get, GroupFairness.names()));
    all.put("intervals", maps.intervals());
    all.put("undefined", maps.reasons());
    return all;
  }
}
