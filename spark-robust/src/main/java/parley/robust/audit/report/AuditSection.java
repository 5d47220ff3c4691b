package parley.robust.audit.report;

import java.util.ArrayList;
import java.util.List;
import parley.measure.Measure;
import parley.plot.Plot;

/**
 * A part of a report. Immutable, so safe for use by several threads.
 *
 * @param title what it is about
 * @param words paragraphs
 * @param findings figures with their words
 * @param tables behind the figures
 * @param plots with their titles
 * @param warnings what the reader should know before trusting the figures
 */
public record AuditSection(
    String title,
    List<String> words,
    List<Finding> findings,
    List<AuditTable> tables,
    List<Plot> plots,
    List<String> warnings) {

  /** Takes copies of the lists. */
  public AuditSection {
    words = List.copyOf(words);
    findings = List.copyOf(findings);
    tables = List.copyOf(tables);
    plots = List.copyOf(plots);
    warnings = List.copyOf(warnings);
  }

  /** A section to be filled. */
  public static Builder titled(String title) {
    return new Builder(title);
  }

  /** A section in the making. For one thread. */
  public static final class Builder {
    private final String title;
    private final List<String> words = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<AuditTable> tables = new ArrayList<>();
    private final List<Plot> plots = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private Builder(String title) {
      this.title = title;
    }

    /** Adds a paragraph. */
    public Builder say(String paragraph) {
      words.add(paragraph);
      return this;
    }

    /** Adds a figure and what it means. */
    public Builder find(Measure measure, String meaning) {
      findings.add(new Finding(measure, meaning));
      return this;
    }

    /** Adds a table. */
    public Builder table(AuditTable table) {
      tables.add(table);
      return this;
    }

    /** Adds a plot. */
    public Builder plot(Plot plot) {
      plots.add(plot);
      return this;
    }

    /** Adds a warning. */
    public Builder warn(String warning) {
      warnings.add(warning);
      return this;
    }

    /** The section. */
    public AuditSection build() {
      return new AuditSection(title, words, findings, tables, plots, warnings);
    }
  }
}
