package parley.fl.statistic.run;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.CountStatistic;
import parley.fl.statistic.RowSums;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.plan.Opens;

/**
 * What a query asks of itself; in the plan, so that a provider whose policy asks for as much
 * accepts it. With least numbers all providers first open to all how many rows the query is about,
 * how many providers have some, and how many refuse it by rules of their own: three sums that name
 * nobody. Immutable, thread-safe.
 *
 * @param leastRows rows of all providers together; 0 for any
 * @param leastContributors providers with rows; 0 for any
 * @param roundTo counts are rounded to multiples of it, at the querier, before anything is made of
 *     them; 1 for no rounding
 */
public record DisclosureRules(long leastRows, int leastContributors, long roundTo) {
  /** None: nothing is opened first, and what is opened stays as it is. */
  public static final DisclosureRules NONE = new DisclosureRules(0, 0);

  private static final String ROUND_TO = "roundTo";

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
    if (roundTo < 1) {
      throw new ParleyException(
          "cannot round counts: expected to multiples of 1 or more, got " + roundTo);
    }
  }

  /** Least numbers, and no rounding. */
  public DisclosureRules(long leastRows, int leastContributors) {
    this(leastRows, leastContributors, 1);
  }

  /** The same, with counts rounded to multiples of a number. */
  public DisclosureRules withRounding(long multiple) {
    return new DisclosureRules(leastRows, leastContributors, multiple);
  }

  /** Those of a plan's arguments. */
  public static DisclosureRules of(Map<String, String> terms) {
    DisclosureRules rules =
        Gate.of(terms)
            .map(gate -> new DisclosureRules(gate.leastRows(), gate.leastContributors()))
            .orElse(NONE);
    return rules.withRounding(Long.parseLong(terms.getOrDefault(ROUND_TO, "1")));
  }

  /** What the plan says of them; empty without rules. */
  Map<String, String> terms() {
    Map<String, String> terms = new TreeMap<>();
    if (gated()) {
      terms.put(Gate.LEAST_ROWS, Long.toString(leastRows));
      terms.put(Gate.LEAST_CONTRIBUTORS, Integer.toString(leastContributors));
    }
    if (roundTo > 1) {
      terms.put(ROUND_TO, Long.toString(roundTo));
    }
    return terms;
  }

  /** A statistic's sums, the gate's before them where there is one. */
  public List<SumSpec> before(List<SumSpec> sums) {
    List<SumSpec> all = new ArrayList<>(sums);
    if (gated()) {
      all.add(0, SIZES);
    }
    return all;
  }

  /** Whether nothing is asked. */
  public boolean none() {
    return equals(NONE);
  }

  /** Whether the query first asks how many rows it is about. */
  public boolean gated() {
    return leastRows > 0 || leastContributors > 0;
  }

  /**
   * Refuses a statistic that these rules do not go with.
   *
   * @throws InvalidDataException if it is not made of counts alone and they are to be rounded
   */
  public void requireFit(RowSums statistic) {
    if (roundTo > 1 && !(statistic instanceof CountStatistic)) {
      throw new InvalidDataException(
          "cannot round to multiples of %d: expected figures made of counts alone (a table, a"
                  .formatted(roundTo)
              + " histogram, top values, survival curves and their tests), got "
              + statistic.getClass().getSimpleName());
    }
  }

  /** What the querier makes its figures of. */
  SecureSum applied(SecureSum sums, RowSums statistic) {
    return roundTo > 1 && statistic instanceof CountStatistic<?> counts
        ? new RoundedSums(sums, counts, roundTo)
        : sums;
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
    if (roundTo > 1) {
      words.add(
          "the querier's software rounds every count to a multiple of "
              + roundTo
              + ", once it has read it, and makes all figures of rounded counts");
    }
    return words;
  }
}
