package parley.cli.table;

import java.util.Comparator;
import java.util.regex.Pattern;

/** What counts as a number and what as missing. */
final class Numbers {
  /** No hexadecimal floats and no type suffixes, which Java's own parser would take. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private static final Pattern NOT_FINITE =
      Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

  /**
   * Numbers by size, then text by its letters; the same number in other words (4 and 4.0) is equal.
   */
  static final Comparator<String> ORDER =
      Comparator.comparing((String cell) -> !isNumber(cell))
          .thenComparing(cell -> isNumber(cell) ? Double.parseDouble(cell) : 0.0)
          .thenComparing(cell -> isNumber(cell) ? "" : cell);

  private Numbers() {}

  static boolean isMissing(String cell) {
    return cell.isEmpty() || cell.equals("?") || cell.equals("NA");
  }

  static boolean isNumber(String cell) {
    return DECIMAL.matcher(cell).matches();
  }

  /** NaN or an infinity, spelled out or too large for a double. */
  static boolean isNotFinite(String cell) {
    return NOT_FINITE.matcher(cell).matches()
        || (isNumber(cell) && Double.isInfinite(Double.parseDouble(cell)));
  }

  /** Whether two cells say the same: the same text, or the same number (4 and 4.0). */
  static boolean same(String a, String b) {
    return a.equals(b)
        || (isNumber(a) && isNumber(b) && Double.parseDouble(a) == Double.parseDouble(b));
  }
}
