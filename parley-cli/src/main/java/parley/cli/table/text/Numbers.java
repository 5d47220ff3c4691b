package parley.cli.table.text;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;

/**
 * What counts as a number and what as missing: one grammar for every table and command. A number is
 * written in decimal digits, with an optional sign, fraction and exponent: no hexadecimal, no type
 * suffix such as in {@code 1D}, no thousands separator. Immutable.
 */
@DefaultSerializer(JavaSerializer.class)
public final class Numbers implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");

  /** A decimal point; {@code ?} and {@code NA} are missing. */
  public static final Numbers PLAIN = new Numbers('.', Set.of("?", "NA"));

  private final char decimal;
  private final Set<String> missing;

  /**
   * Numbers of a kind.
   *
   * @param missing the cells that stand for no value, beside the empty one
   */
  public Numbers(char decimal, Set<String> missing) {
    this.decimal = decimal;
    this.missing = Set.copyOf(missing);
  }

  /**
   * Numbers by size, then text by its letters; the same number in other words (4 and 4.0) is equal.
   */
  public Comparator<String> order() {
    return Comparator.comparing((String cell) -> !isNumber(cell))
        .thenComparing(cell -> isNumber(cell) ? value(cell) : 0.0)
        .thenComparing(cell -> isNumber(cell) ? "" : cell);
  }

  public boolean isMissing(String cell) {
    return cell.isEmpty() || missing.contains(cell);
  }

  public boolean isNumber(String cell) {
    int at = afterSign(cell, 0);
    int whole = afterDigits(cell, at);
    int end = whole;
    if (end < cell.length() && cell.charAt(end) == decimal) {
      end = afterDigits(cell, end + 1);
      if (end == whole + 1 && whole == at) {
        return false;
      }
    } else if (whole == at) {
      return false;
    }
    if (end < cell.length() && (cell.charAt(end) == 'e' || cell.charAt(end) == 'E')) {
      int exponent = afterSign(cell, end + 1);
      end = afterDigits(cell, exponent);
      return end == cell.length() && end > exponent;
    }
    return end == cell.length();
  }

  private static int afterSign(String cell, int at) {
    return at < cell.length() && (cell.charAt(at) == '+' || cell.charAt(at) == '-') ? at + 1 : at;
  }

  private static int afterDigits(String cell, int at) {
    int end = at;
    while (end < cell.length() && cell.charAt(end) >= '0' && cell.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** The value of a number, or of NaN and the infinities. */
  public double value(String cell) {
    if (isNumber(cell)) {
      return Double.parseDouble(decimal == '.' ? cell : cell.replace(decimal, '.'));
    }
    String word = word(cell);
    return word.equals("nan")
        ? Double.NaN
        : cell.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** NaN or an infinity, spelled out or too large for a double. */
  public boolean isNotFinite(String cell) {
    return isNumber(cell) ? Double.isInfinite(value(cell)) : NOT_FINITE.contains(word(cell));
  }

  private static String word(String cell) {
    return cell.substring(afterSign(cell, 0)).toLowerCase(Locale.ROOT);
  }

  /** Whether two cells say the same: the same text, or the same number (4 and 4.0). */
  public boolean same(String a, String b) {
    return a.equals(b) || (isNumber(a) && isNumber(b) && value(a) == value(b));
  }
}
