package parley.fl.activation;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Of which degree a polynomial is, and where it stands for a function. Immutable.
 *
 * @param degree odd, from 1 to 15: even ones turn back beyond the interval, where training then
 *     runs away
 * @param halfWidth end of the interval [-halfWidth, halfWidth], above 0 and at most 64
 */
public record PolynomialRange(int degree, double halfWidth) {
  private static final Pattern TEXT =
      Pattern.compile("degree (\\d{1,2}) on \\[-[^,]+, ([^\\]]+)\\]");
  private static final String ARGUMENT = "polynomial";
  private static final int MOST = 15;
  private static final double WIDEST = 64;

  /** Rejects what no circuit is for. */
  public PolynomialRange {
    if (degree < 1 || degree > MOST || degree % 2 == 0) {
      throw new IllegalArgumentException(
          "cannot approximate the mean function: expected an odd degree from 1 to "
              + MOST
              + ", got "
              + degree);
    }
    if (!(halfWidth > 0) || halfWidth > WIDEST) {
      throw new IllegalArgumentException(
          "cannot approximate the mean function: the interval's half-width is out of range,"
              + " expected more than 0 and at most "
              + WIDEST
              + ", got "
              + halfWidth);
    }
  }

  /** As a family's arguments in a plan. */
  public SortedMap<String, String> arguments() {
    return new TreeMap<>(Map.of(ARGUMENT, toString()));
  }

  /**
   * Reads {@link #arguments}.
   *
   * @throws IllegalArgumentException if it is missing or something else
   */
  public static PolynomialRange of(Map<String, String> arguments) {
    String text = arguments.get(ARGUMENT);
    if (text == null) {
      throw new IllegalArgumentException(
          "the argument " + ARGUMENT + " is missing, expected a degree and an interval");
    }
    return parse(text);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static PolynomialRange parse(String text) {
    Matcher found = TEXT.matcher(text);
    if (!found.matches()) {
      throw new IllegalArgumentException(
          "cannot read the polynomial: expected such as "
              + new PolynomialRange(7, 2.5)
              + ", got "
              + text);
    }
    return new PolynomialRange(
        Integer.parseInt(found.group(1)), Double.parseDouble(found.group(2)));
  }

  @Override
  public String toString() {
    return "degree " + degree + " on [-" + halfWidth + ", " + halfWidth + "]";
  }
}
