package parley.fl.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session of an encrypted fit or prediction, and what each provider said of itself at its end.
 * Immutable, so safe for use by several threads.
 *
 * @param id hex of the session id
 * @param plan hex of the plan's hash
 * @param querier fingerprint of the querier, in hex
 * @param querierApart whether the querier's secret key was in another process than the driver,
 *     which had the public key alone
 * @param providers sorted by name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SessionTerms(
    String id, String plan, String querier, boolean querierApart, List<Provider> providers) {
  /** Takes a copy of the list. */
  public SessionTerms {
    providers = List.copyOf(providers);
  }

  /**
   * A provider's own words.
   *
   * @param name the provider
   * @param policies SHA-256 of its policy files in hex; empty when it has none
   * @param rowBudget rows that may be switched to the querier over the key's life; null without a
   *     policy
   * @param rowsUsed rows of them that were
   * @param jars SHA-256 of the jars that it runs, in hex; empty without a policy
   * @param logHeads hash of the last line of its logs, in hex; empty without a policy
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Provider(
      String name,
      List<String> policies,
      @Nullable Long rowBudget,
      long rowsUsed,
      List<String> jars,
      List<String> logHeads) {
    /** Takes copies of the lists. */
    public Provider {
      policies = List.copyOf(policies);
      jars = List.copyOf(jars);
      logHeads = List.copyOf(logHeads);
    }
  }
}
