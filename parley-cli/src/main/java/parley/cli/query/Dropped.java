package parley.cli.query;

import java.util.List;
import java.util.Locale;

/** What to know of rows that were left out. Stateless. */
public final class Dropped {
  private static final double MANY = .2;

  private Dropped() {}

  public static List<String> warnings(long kept, long dropped) {
    double share = dropped / (double) Math.max(1, kept + dropped);
    return share <= MANY
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%.0f %% of the rows have a missing value and were left out",
                100 * share));
  }
}
