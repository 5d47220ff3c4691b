package parley.cli.table;

import java.util.regex.Pattern;

/** What counts as a number and what as missing. */
final class Numbers {
  /** No hexadecimal floats and no type suffixes, which Java's own parser would take. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private static final Pattern NOT_FINITE =
      Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

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
