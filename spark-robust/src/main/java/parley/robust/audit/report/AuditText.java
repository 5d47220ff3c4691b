package parley.robust.audit.report;

import java.util.ArrayList;
import java.util.List;

/** A report for the terminal. */
final class AuditText {
  private AuditText() {}

  static String of(AuditReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.title());
    ModelCard card = report.card();
    if (card != null) {
      card.rows().forEach(row -> lines.add(row.get(0) + ": " + row.get(1)));
    }
    for (AuditSection section : report.sections()) {
      lines.add("");
      lines.add(section.title());
      lines.addAll(section.words());
      lines.addAll(
          aligned(
              section.findings().stream().map(f -> List.of(f.statement(), f.meaning())).toList()));
      for (AuditTable table : section.tables()) {
        lines.add(table.title());
        List<List<String>> rows = new ArrayList<>(List.of(table.heads()));
        rows.addAll(table.rows());
        lines.addAll(aligned(rows));
      }
      section.warnings().forEach(warning -> lines.add("Warning: " + warning));
    }
    return String.join("\n", lines);
  }

  /** Columns of equal width, the last as long as its text. */
  private static List<String> aligned(List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int j = 0; j < row.size(); j++) {
        int column = j;
        int width = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
        line.append(' ').append(row.get(j)).append(" ".repeat(width + 1 - row.get(j).length()));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
