package parley.fl.statistic.run;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.statistic.CountStatistic;
import parley.fl.statistic.RowSums;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.cohort.SumNoise;
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
 * @param noise that each provider adds to each of its counts before it encrypts them; null for none
 */
public record DisclosureRules(
    long leastRows, int leastContributors, long roundTo, @Nullable SumNoise noise) {
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
    this(leastRows, leastContributors, 1, null);
  }

  /** The same, with counts rounded to multiples of a number. */
  public DisclosureRules withRounding(long multiple) {
    return new DisclosureRules(leastRows, leastContributors, multiple, noise);
  }

  /**
   * The same, with noise in every count.
   *
   * @param sigma of each provider's discrete Gaussian, in rows
   * @throws ParleyException if it is not above 0 to 2^20, with 6 decimals at most
   */
  public DisclosureRules withNoise(BigDecimal sigma) {
    return withNoise(new SumNoise(sigma));
  }

  private DisclosureRules withNoise(@Nullable SumNoise added) {
    return new DisclosureRules(leastRows, leastContributors, roundTo, added);
  }

  /** Those of a plan's arguments. */
  public static DisclosureRules of(Map<String, String> terms) {
    DisclosureRules rules =
        Gate.of(terms)
            .map(gate -> new DisclosureRules(gate.leastRows(), gate.leastContributors()))
            .orElse(NONE);
    return rules
        .withRounding(Long.parseLong(terms.getOrDefault(ROUND_TO, "1")))
        .withNoise(SumNoise.of(terms).orElse(null));
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
    if (noise != null) {
      terms.put(SumNoise.ARGUMENT, noise.text());
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
   * @throws InvalidDataException if it is not made of counts alone and they are to be rounded, or
   *     nothing can be made of counts with noise
   */
  public void requireFit(RowSums statistic) {
    if (roundTo > 1 && !(statistic instanceof CountStatistic)) {
      throw new InvalidDataException(
          "cannot round to multiples of %d: expected figures made of counts alone (a table, a"
                  .formatted(roundTo)
              + " histogram, top values, survival curves and their tests), got "
              + statistic.getClass().getSimpleName());
    }
    if (noise != null && !(statistic instanceof CountStatistic<?> counts && counts.takesNoise())) {
      throw new InvalidDataException(
          "cannot add noise to what is summed up: expected figures made of counts alone that may be"
              + " below 0 (a table, a histogram, top values), got "
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

  /**
   * For a report.
   *
   * @param providers how many
   */
  public List<String> words(int providers) {
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
    if (noise != null) {
      words.add(
          String.format(
              Locale.ROOT,
              "each of %d providers adds discrete Gaussian noise of deviation %s to each of its"
                  + " counts before it encrypts them, so that every count has noise of deviation"
                  + " %.1f; a row is in one count",
              providers,
              noise.text(),
              noise.ofSum(providers)));
    }
    return words;
  }
}
