package parley.fl.statistic.run;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parley.error.ParleyException;
import parley.fl.sum.SumSpec;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.plan.Opens;

/**
 * What a query asks of itself before any of its results is opened; in the plan, so that a provider
 * whose policy asks for as much accepts it. With any rule all providers first open to all how many
 * rows the query is about, how many providers have some, and how many refuse it by rules of their
 * own: three sums that name nobody. Immutable, thread-safe.
 *
 * @param leastRows rows of all providers together; 0 for any
 * @param leastContributors providers with rows; 0 for any
 */
public record DisclosureRules(long leastRows, int leastContributors) {
  /** None: nothing is opened first. */
  public static final DisclosureRules NONE = new DisclosureRules(0, 0);

  static final SumSpec SIZES =
      SumSpec.of(
              Gate.STEP,
              "rows, providers with rows, and providers that refuse",
              Gate.LENGTH,
              BigInteger.ONE.shiftLeft(40))
          .withAudience(Opens.TO_ALL);

  /**
   * @throws ParleyException with a negative number
   */
  public DisclosureRules {
    if (leastRows < 0 || leastContributors < 0) {
      throw new ParleyException(
          "cannot compute a statistic: expected no rule, or least numbers above 0, got "
              + leastRows
              + " rows and "
              + leastContributors
              + " providers");
    }
  }

  /** Those of a plan's arguments. */
  public static DisclosureRules of(Map<String, String> terms) {
    return Gate.of(terms)
        .map(gate -> new DisclosureRules(gate.leastRows(), gate.leastContributors()))
        .orElse(NONE);
  }

  /** What the plan says of them; empty without rules. */
  Map<String, String> terms() {
    Map<String, String> terms = new TreeMap<>();
    if (!none()) {
      terms.put(Gate.LEAST_ROWS, Long.toString(leastRows));
      terms.put(Gate.LEAST_CONTRIBUTORS, Integer.toString(leastContributors));
    }
    return terms;
  }

  /** A statistic's sums, the gate's before them where there is one. */
  public List<SumSpec> before(List<SumSpec> sums) {
    List<SumSpec> all = new ArrayList<>(sums);
    if (!none()) {
      all.add(0, SIZES);
    }
    return all;
  }

  /** Whether nothing is asked. */
  public boolean none() {
    return leastRows == 0 && leastContributors == 0;
  }

  Optional<String> refuses(Gate.Counts counts) {
    return new Gate(leastRows, leastContributors).refuses(counts);
  }

  /** For a report. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    if (leastRows > 0) {
      words.add("a query is about at least " + leastRows + " rows");
    }
    if (leastContributors > 0) {
      words.add("a query is about rows of at least " + leastContributors + " providers");
    }
    return words;
  }
}
