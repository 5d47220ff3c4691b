package parley.robust.evaluation;

import java.util.ArrayList;
import java.util.List;

/** A report for the terminal. */
final class RobustnessText {
  private static final int WIDTH = 11;

  private RobustnessText() {}

  static String of(RobustnessReport r) {
    List<String> lines = new ArrayList<>();
    lines.add(r.title());
    lines.add(RobustnessWords.model(r));
    lines.addAll(r.notes());
    AccuracyTable table = AccuracyTable.of(r);
    lines.add(line(table.heads()));
    table.rows().forEach(row -> lines.add(line(row)));
    lines.add(RobustnessWords.reading(r));
    for (List<String> method : RobustnessWords.methods(r)) {
      lines.add("  " + method.get(0) + ": " + method.get(1) + "; " + method.get(2) + " s");
    }
    r.warnings().forEach(warning -> lines.add("Warning: " + warning));
    return String.join("\n", lines);
  }

  private static String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (String cell : cells) {
      line.append(line.isEmpty() ? "%-12s".formatted(cell) : ("%" + WIDTH + "s").formatted(cell));
    }
    return line.toString();
  }
}
