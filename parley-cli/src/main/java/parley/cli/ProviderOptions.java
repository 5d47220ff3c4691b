package parley.cli;

import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.cli.table.InputException;
import parley.cli.table.LabelledRows;
import picocli.CommandLine.Option;

/** Who holds which rows. */
final class ProviderOptions {
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

  @Nullable String column() {
    return providerColumn;
  }

  boolean allowTwo() {
    return allowTwo;
  }

  /** How many providers rows are dealt to. */
  int count() {
    return providers == null ? DEFAULT_PROVIDERS : providers;
  }

  /** Checks what needs no rows. */
  void check() {
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
   * @return a name a row; names sort as their numbers do
   * @throws InputException if there are too few providers, or one of them has no rows
   */
  Providers assign(LabelledRows train) {
    int count = count();
    String[] names = new String[train.rows().size()];
    for (int k = 0; k < names.length; k++) {
      String own = train.rows().get(k).provider();
      names[k] = own == null ? name(k % count, count) : own;
    }
    if (providerColumn == null && names.length < count) {
      throw new InputException(
          "cannot deal %d training rows to %d providers: %s has no rows"
              .formatted(names.length, count, name(names.length, count)));
    }
    TreeMap<String, Integer> rows = new TreeMap<>();
    for (String name : names) {
      rows.merge(name, 1, Integer::sum);
    }
    checkCount(rows.size());
    return new Providers(names, rows);
  }

  private void checkCount(int count) {
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

  /** Zero-padded, so that the alphabetical order is the order of the numbers. */
  private static String name(int index, int count) {
    int digits = String.valueOf(count - 1).length();
    return String.format(Locale.ROOT, "provider-%0" + digits + "d", index);
  }
}
