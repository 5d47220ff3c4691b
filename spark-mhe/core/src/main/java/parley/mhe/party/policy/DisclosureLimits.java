package parley.mhe.party.policy;

/**
 * What a provider asks of every query for exact sums, beyond what may be opened. Each rule is off
 * unless a policy sets it. Immutable, thread-safe.
 *
 * @param leastRows rows of all providers together that a query must be about; 0 for any
 * @param leastContributors providers with rows that it must be about; 0 for any
 * @param rowsPerNumber own rows for each number that is opened over them, in all sessions together;
 *     0 for any
 * @param leastDifference rows by which the query's own rows must differ from those of an earlier
 *     one, unless they are the same; 0 for any. With it no row may be listed twice
 * @param largestShare largest absolute value of a numeric column, as a share of the sum of all of
 *     its absolute values here; 1 for any
 * @param rowId column whose values must name the rows; empty for any way to tell rows apart
 * @param leastNoise deviation of the noise that each provider must add to each of its integers, but
 *     for the three sums of a gate; 0 for any
 */
public record DisclosureLimits(
    long leastRows,
    int leastContributors,
    long rowsPerNumber,
    int leastDifference,
    double largestShare,
    String rowId,
    double leastNoise) {
  /** No rule. */
  public static final DisclosureLimits NONE = new DisclosureLimits(0, 0, 0, 0, 1, "", 0);

  /** Whether the providers must first open how many rows a query is about. */
  public boolean gated() {
    return leastRows > 0 || leastContributors > 0;
  }

  /** Whether a rule needs to know which rows a query uses. */
  public boolean ofRows() {
    return rowsPerNumber > 0 || leastDifference > 0;
  }

  /** Whether a rule is about the provider's own rows. */
  public boolean ofCohorts() {
    return ofRows() || largestShare < 1;
  }

  /** Whether each upload of sums has to be admitted; a rule on noise is one on plans alone. */
  public boolean ofUploads() {
    return gated() || ofCohorts();
  }
}
