package parley.fl.optim;

import java.util.Arrays;
import java.util.Locale;

/** How features are brought to one scale. Immutable, so safe for use by several threads. */
public enum StandardizationMode {
  /** With means and deviations over all providers, whose sums are opened to all. */
  COLLECTIVE,
  /** With ranges agreed on beforehand: nothing is opened. */
  RANGES,
  /** Not at all. */
  NONE;

  /** The name used for parameters and reports, such as {@code collective}. */
  public String parameterName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The mode of a name, whatever the case.
   *
   * @throws IllegalArgumentException if there is no such mode
   */
  public static StandardizationMode of(String name) {
    return Arrays.stream(values())
        .filter(m -> m.parameterName().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cannot choose the standardisation: expected collective, ranges or none, got "
                        + name));
  }
}
