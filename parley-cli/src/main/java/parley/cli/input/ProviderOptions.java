package parley.cli.input;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.cli.table.LabelledRows;
import parley.cli.terminal.InputException;
import picocli.CommandLine.Option;

/** Who holds which rows. */
public final class ProviderOptions {
  private static final int DEFAULT_PROVIDERS = 10;

  @Option(
      names = "--providers",
      paramLabel = "N",
      description = "deal training row k to provider k mod N (default: 10)")
  private @Nullable Integer providers;

  @Option(
      names = "--provider-column",
      paramLabel = "C",
      description = "the column that names the provider of each row")
  private @Nullable String providerColumn;

  @Option(
      names = "--allow-two-providers",
      description = "accept two, though each learns the other's part of every opened sum")
  private boolean allowTwo;

  public @Nullable String column() {
    return providerColumn;
  }

  /** Whether it was said how many there are. */
  public boolean given() {
    return providers != null;
  }

  public boolean allowTwo() {
    return allowTwo;
  }

  /** How many providers rows are dealt to. */
  public int count() {
    return providers == null ? DEFAULT_PROVIDERS : providers;
  }

  /** Checks what needs no rows. */
  public void check() {
    if (providers != null && providerColumn != null) {
      throw new InputException(
          "cannot choose providers: expected --providers or --provider-column, got both");
    }
    if (providers != null) {
      checkCount(providers);
    }
  }

  /**
   * Names the provider of each training row.
   *
   * @return names that sort as their numbers do
   * @throws InputException if there are too few providers, or one of them has no rows
   */
  public Providers assign(LabelledRows train) {
    if (providerColumn == null) {
      int count = count();
      if (train.count() < count) {
        throw new InputException(
            "cannot deal %d training rows to %d providers: %s has no rows"
                .formatted(
                    train.count(), count, Providers.name(Math.toIntExact(train.count()), count)));
      }
      return Providers.dealt(count, train.count());
    }
    TreeMap<String, Integer> rows = new TreeMap<>();
    train
        .rows()
        .map(LabelledRows.Row::provider)
        .countByValue()
        .forEach((name, count) -> rows.put(name, Math.toIntExact(count)));
    checkCount(rows.size());
    return Providers.named(rows);
  }

  /**
   * Refuses so few providers that nothing would be hidden.
   *
   * @throws InputException if there are too few
   */
  public void checkCount(int count) {
    if (count < 2) {
      throw new InputException(
          "cannot train with %d provider(s): nothing would be hidden, expected at least 3"
              .formatted(count));
    }
    if (count == 2 && !allowTwo) {
      throw new InputException(
          "cannot train with 2 providers: each would learn the other's part of every opened sum,"
              + " expected at least 3 (--allow-two-providers accepts it)");
    }
  }
}
