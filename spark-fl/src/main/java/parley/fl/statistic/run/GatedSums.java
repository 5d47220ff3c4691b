package parley.fl.statistic.run;

import java.util.Optional;
import java.util.function.Function;
import parley.fl.sum.OpenedSum;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumReport;
import parley.fl.sum.SumSpec;
import parley.mhe.party.cohort.Gate;

/** Sums behind a gate: each request tells the providers what it opened. */
public record GatedSums(SecureSum sums, Gate.Counts counts) implements SecureSum {
  /**
   * Opens the gate, which is the first of the sums.
   *
   * @param report of what was opened until then
   * @throws RefusedQueryException if a provider refuses the query, or it is about too few rows
   */
  public static GatedSums through(
      SecureSum sums, DisclosureRules rules, Function<Gate.Counts, SumReport> report) {
    Gate.Counts counts = Gate.Counts.of(sums.open(DisclosureRules.SIZES, new byte[0]).integers());
    Optional<String> refusal = rules.refuses(counts);
    if (refusal.isPresent()) {
      throw new RefusedQueryException(refusal.get(), counts, report.apply(counts));
    }
    return new GatedSums(sums, counts);
  }

  @Override
  public OpenedSum open(SumSpec spec, byte[] arguments) {
    return sums.open(spec, counts.before(arguments));
  }
}
