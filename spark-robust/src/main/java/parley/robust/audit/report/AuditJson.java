package parley.robust.audit.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.json.JsonRecords;
import parley.measure.Measure;
import parley.plot.Plot;

/** A report as one line of JSON. */
final class AuditJson {
  private AuditJson() {}

  static String of(AuditReport report) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("title", report.title());
    all.put("card", report.card());
    all.put("warnings", report.warnings());
    Map<String, @Nullable Double> values = new LinkedHashMap<>();
    Map<String, @Nullable String> reasons = new LinkedHashMap<>();
    for (Measure measure : report.measures().values()) {
      values.put(measure.name(), measure.value());
      if (!measure.isDefined()) {
        reasons.put(measure.name(), measure.reason());
      }
    }
    all.put("measures", values);
    all.put("reasons", reasons);
    all.put("sections", report.sections().stream().map(AuditJson::section).toList());
    return JsonRecords.write(all, "the report");
  }

  private static Map<String, Object> section(AuditSection section) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("title", section.title());
    all.put("words", section.words());
    all.put("findings", section.findings().stream().map(AuditJson::finding).toList());
    all.put("tables", section.tables());
    all.put("plots", section.plots().stream().map(AuditJson::plot).toList());
    all.put("warnings", section.warnings());
    return all;
  }

  private static Map<String, @Nullable Object> finding(Finding finding) {
    Measure measure = finding.measure();
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("name", measure.name());
    all.put("value", measure.value());
    all.put("interval", measure.interval());
    all.put("reason", measure.reason());
    all.put("words", finding.words());
    return all;
  }

  private static Map<String, String> plot(Plot plot) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("title", plot.title());
    all.put("description", plot.description());
    return all;
  }
}
