package parley.robust.audit.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.measure.Measure;

/**
 * What an audit found. Immutable, so safe for use by several threads.
 *
 * @param title what was audited
 * @param card what the caller says about it; null if nothing
 * @param sections in the order of reading
 */
public record AuditReport(String title, @Nullable ModelCard card, List<AuditSection> sections) {

  /**
   * Takes a copy of the sections.
   *
   * @throws IllegalArgumentException if two findings have one name, since a check that names it
   *     could mean either
   */
  public AuditReport {
    sections = List.copyOf(sections);
    Map<String, Measure> names = new LinkedHashMap<>();
    for (AuditSection section : sections) {
      for (Finding finding : section.findings()) {
        if (names.put(finding.measure().name(), finding.measure()) != null) {
          throw new IllegalArgumentException(
              "cannot make the report: two findings are called %s, expected each name once"
                  .formatted(finding.measure().name()));
        }
      }
    }
  }

  /** A report of some sections. */
  public static AuditReport of(String title, @Nullable ModelCard card, AuditSection... sections) {
    return new AuditReport(title, card, List.of(sections));
  }

  /** All findings' figures by their names, in the order of reading. */
  public Map<String, Measure> measures() {
    Map<String, Measure> measures = new LinkedHashMap<>();
    for (AuditSection section : sections) {
      section.findings().forEach(f -> measures.put(f.measure().name(), f.measure()));
    }
    return measures;
  }

  /** The warnings of all sections. */
  public List<String> warnings() {
    return sections.stream().flatMap(section -> section.warnings().stream()).toList();
  }

  /**
   * One line of JSON: title, card, warnings, measures by name (null where undefined), reasons of
   * those, and the sections with all they hold.
   */
  public String toJson() {
    return AuditJson.of(this);
  }

  /** One HTML page that needs nothing else. */
  public String toHtml() {
    return AuditPage.of(this);
  }

  /** Several lines for a terminal, the last without a line end. */
  public String toText() {
    return AuditText.of(this);
  }
}
