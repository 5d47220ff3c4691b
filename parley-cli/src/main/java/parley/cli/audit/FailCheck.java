package parley.cli.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.measure.Measure;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A figure, and the values of it that must not be. Immutable, so safe for several threads.
 *
 * @param text as the user wrote it
 * @param metric the figure's name
 * @param operator one of &gt;, &gt;=, &lt; and &lt;=
 */
record FailCheck(String text, String metric, String operator, double value) {
  private static final Pattern FORM =
      Pattern.compile("\\s*([^<>=\\s]+)\\s*([<>]=?)\\s*([^<>=\\s]+)\\s*");

  /** Whether the check fails on a defined figure. */
  boolean failsOn(Measure measure) {
    return switch (operator) {
      case ">" -> measure.get() > value;
      case ">=" -> measure.get() >= value;
      case "<" -> measure.get() < value;
      default -> measure.get() <= value;
    };
  }

  /** Reads {@code METRIC>VALUE}. */
  static final class Converter implements ITypeConverter<FailCheck> {
    @Override
    public FailCheck convert(String text) {
      Matcher form = FORM.matcher(text);
      if (form.matches()) {
        try {
          double value = Double.parseDouble(form.group(3));
          if (Double.isFinite(value)) {
            return new FailCheck(text, form.group(1), form.group(2), value);
          }
        } catch (NumberFormatException e) {
          throw new TypeConversionException(
              "expected a number behind " + form.group(2) + ", got '" + text + "'");
        }
      }
      throw new TypeConversionException(
          "expected METRIC>VALUE with one of > >= < <= and a number, got '" + text + "'");
    }
  }
}
