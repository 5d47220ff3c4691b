package parley.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them. Stateless, so safe for use by several threads. */
public final class NumberWords {
  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  private NumberWords() {}

  /** Up to six digits, without trailing zeros. */
  public static String number(double value) {
    String text = String.format(Locale.ROOT, "%.6g", value);
    return text.contains("e")
        ? text.replaceFirst("\\.?0+e", "e")
        : text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  /** A share as a percentage of up to four digits; never rounded up to all of it. */
  public static String percent(double share) {
    BigDecimal rounded = new BigDecimal(share * 100).round(FOUR_DIGITS);
    if (share < 1 && rounded.compareTo(BigDecimal.valueOf(100)) >= 0) {
      return "more than 99.99 %";
    }
    return (rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString()) + " %";
  }
}
