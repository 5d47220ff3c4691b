package parley.fl.settings;

import java.util.Arrays;
import java.util.Locale;

/** How a training is protected. Immutable, so safe for use by several threads. */
public enum Protection {
  /** Model and gradients stay encrypted under a key of which each provider holds a share. */
  ENCRYPTED,
  /** The same algorithm in clear, for comparison: the driver sees the sums of every round. */
  PLAIN;

  /** The name used for parameters and reports, such as {@code encrypted}. */
  public String parameterName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The protection of a name, whatever the case.
   *
   * @throws IllegalArgumentException if there is no such protection
   */
  public static Protection of(String name) {
    return Arrays.stream(values())
        .filter(p -> p.parameterName().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cannot choose the protection: expected encrypted or plain, got " + name));
  }
}
