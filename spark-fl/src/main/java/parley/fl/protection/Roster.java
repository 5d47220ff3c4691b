package parley.fl.protection;

import java.util.List;
import java.util.Optional;
import parley.error.ParleyException;

/** Who may take part, whatever the protection. Stateless, so safe for use by several threads. */
public final class Roster {
  private Roster() {}

  /**
   * Refuses one provider, and two unless that is asked for.
   *
   * @throws ParleyException if there are too few
   */
  public static void check(List<String> providers, boolean allowTwo) {
    if (providers.size() < 2) {
      throw new ParleyException(
          "cannot train: there is nobody to compute with, expected at least 3 providers, got "
              + providers.size());
    }
    if (providers.size() == 2 && !allowTwo) {
      throw new ParleyException(
          "cannot train: with two providers each learns the other's part of every opened sum,"
              + " expected at least 3 providers or allowTwoProviders, got 2");
    }
  }

  /** What the report says of few providers. */
  public static Optional<String> warning(List<String> providers) {
    return providers.size() == 2
        ? Optional.of(
            "only two providers: each learns the other's part of every opened sum by taking away"
                + " its own")
        : Optional.empty();
  }
}
