package parley.mhe.party.policy;

import java.nio.file.Path;
import java.util.Set;

/**
 * What a provider allows. Immutable, thread-safe.
 *
 * @param file where it was read
 * @param fingerprint SHA-256 of the file, in hex
 * @param queriers fingerprints of those who may be querier, in hex
 * @param rows row budget: rows that may be switched to a querier over a key's life
 * @param numbers numbers that may be opened to all over a key's life, each as often as the plan
 *     lets it be opened; {@link Long#MAX_VALUE} for no limit
 * @param rowsEver the rows over the life of the log, so over all sessions; {@link Long#MAX_VALUE}
 *     for no limit
 * @param sessions sessions that may begin over the life of the log; {@link Long#MAX_VALUE} for no
 *     limit
 * @param openings kinds of what may be opened, each by one step of a plan
 * @param algorithms names of the algorithms that may run; empty for any
 * @param plans hashes of the plans that may run, in hex; empty for any
 * @param leastProviders providers that a plan must have at least
 * @param leastMaskBits statistical security of the masks at least
 * @param limits what is asked of queries for exact sums
 * @param jars SHA-256 of the jars that may be deployed, in hex; empty for any
 * @param log the log of answers
 */
public record ProviderPolicy(
    Path file,
    String fingerprint,
    Set<String> queriers,
    long rows,
    long numbers,
    long rowsEver,
    long sessions,
    Set<OpeningKind> openings,
    Set<String> algorithms,
    Set<String> plans,
    int leastProviders,
    int leastMaskBits,
    DisclosureLimits limits,
    Set<String> jars,
    Path log) {
  /** Takes copies of the sets. */
  public ProviderPolicy {
    queriers = Set.copyOf(queriers);
    openings = Set.copyOf(openings);
    algorithms = Set.copyOf(algorithms);
    plans = Set.copyOf(plans);
    jars = Set.copyOf(jars);
  }

  /**
   * Reads a provider's policy.
   *
   * @param provider names the log where the file names none
   * @throws PolicyException when it is missing, malformed, or others can write it
   */
  public static ProviderPolicy read(Path file, String provider) {
    return new PolicyFile(file).read(provider);
  }

  /** Whether something is counted over all sessions, by the log. */
  public boolean countsByLog() {
    return rowsEver != Long.MAX_VALUE || sessions != Long.MAX_VALUE;
  }
}
