package parley.cli.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tables of figures for a terminal. Stateless. */
public final class Words {
  private Words() {}

  /** A figure to six digits; a dash where there is none. */
  public static String number(@Nullable Double value) {
    if (value == null) {
      return "-";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    double size = Math.abs(value);
    return size >= 1e-4 && size < 1e9
        ? String.format(Locale.ROOT, "%.6g", value)
        : String.format(Locale.ROOT, "%.5e", value);
  }

  /** A number as it was given: .5 as 0.5, 10 as 10. */
  public static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** Columns as wide as they need be: the first to the left, numbers to the right. */
  public static String table(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    int[] width = new int[header.size()];
    for (List<String> row : all) {
      for (int c = 0; c < width.length; c++) {
        width[c] = Math.max(width[c], row.get(c).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < width.length; c++) {
        String cell = row.get(c);
        String blanks = " ".repeat(width[c] - cell.length());
        line.append(c == 0 ? "" : "  ").append(c == 0 ? cell + blanks : blanks + cell);
      }
      lines.add(line.toString().stripTrailing());
    }
    return String.join("\n", lines);
  }
}
