package parley.robust.audit.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What nobody can measure, and a reader needs beside the figures. Whatever is empty is left out.
 * Immutable, so safe for use by several threads.
 *
 * @param intendedUse what the model is for, and for whom
 * @param data what the figures were measured on
 * @param date of the audit
 * @param groups who was looked at
 * @param limits what the figures do not say, and where the model should not be used
 */
public record ModelCard(
    String intendedUse, String data, String date, List<String> groups, List<String> limits) {

  /** Takes copies of the lists. */
  public ModelCard {
    groups = List.copyOf(groups);
    limits = List.copyOf(limits);
  }

  /** What is not empty: a name and a text a row. */
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    add(rows, "Intended use", intendedUse);
    add(rows, "Data", data);
    add(rows, "Date", date);
    add(rows, "Groups", String.join("; ", groups));
    add(rows, "Limits", String.join(" ", limits));
    return rows;
  }

  private static void add(List<List<String>> rows, String name, String text) {
    if (!text.isBlank()) {
      rows.add(List.of(name, text));
    }
  }
}
