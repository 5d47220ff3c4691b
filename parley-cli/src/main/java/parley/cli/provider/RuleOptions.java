package parley.cli.provider;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.mhe.party.policy.DisclosureLimits;
import picocli.CommandLine.Option;

/** A policy's rules on queries for exact sums, each off unless it is asked for. */
final class RuleOptions {
  @Option(
      names = "--least-rows",
      paramLabel = "N",
      description = "rows of all providers together that a query must be about (default: any)")
  private @Nullable Long leastRows;

  @Option(
      names = "--least-contributors",
      paramLabel = "N",
      description = "providers with rows that a query must be about (default: any)")
  private @Nullable Integer leastContributors;

  @Option(
      names = "--rows-per-number",
      paramLabel = "N",
      description = "own rows for each number opened over them, in all sessions (default: any)")
  private @Nullable Long rowsPerNumber;

  @Option(
      names = "--least-difference",
      paramLabel = "N",
      description =
          "rows by which a query must differ from an earlier one, unless it is about the same"
              + " (default: any)")
  private @Nullable Integer leastDifference;

  @Option(
      names = "--largest-share",
      paramLabel = "P",
      description = "largest share of one value in the sum of a column's sizes (default: any)")
  private @Nullable Double largestShare;

  @Option(
      names = "--row-id",
      paramLabel = "COLUMN",
      description = "column that must tell rows apart (default: all columns do)")
  private @Nullable String rowId;

  @Option(
      names = "--least-noise",
      paramLabel = "SIGMA",
      description = "deviation of the noise that each provider adds to its counts (default: any)")
  private @Nullable Double leastNoise;

  /** Those that were given, by their name in a policy. */
  Map<String, Object> given() {
    Map<String, Object> all = new LinkedHashMap<>();
    put(all, "leastRows", leastRows);
    put(all, "leastContributors", leastContributors);
    put(all, "rowsPerNumber", rowsPerNumber);
    put(all, "leastDifference", leastDifference);
    put(all, "largestShare", largestShare);
    put(all, "rowId", rowId);
    put(all, "leastNoise", leastNoise);
    return all;
  }

  private static void put(Map<String, Object> all, String name, @Nullable Object value) {
    if (value != null) {
      all.put(name, value);
    }
  }

  /** Those that a policy sets. */
  static Map<String, Object> set(DisclosureLimits limits) {
    RuleOptions options = new RuleOptions();
    options.leastRows = limits.leastRows() == 0 ? null : limits.leastRows();
    options.leastContributors = limits.leastContributors() == 0 ? null : limits.leastContributors();
    options.rowsPerNumber = limits.rowsPerNumber() == 0 ? null : limits.rowsPerNumber();
    options.leastDifference = limits.leastDifference() == 0 ? null : limits.leastDifference();
    options.largestShare = limits.largestShare() < 1 ? limits.largestShare() : null;
    options.rowId = limits.rowId().isEmpty() ? null : limits.rowId();
    options.leastNoise = limits.leastNoise() == 0 ? null : limits.leastNoise();
    return options.given();
  }
}
