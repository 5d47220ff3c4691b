package parley.fl.statistic.run;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.fl.statistic.Statistic;
import parley.fl.sum.SumEngines;
import parley.fl.sum.SumQuerier;
import parley.fl.sum.SumReport;
import parley.fl.sum.SumRequest;
import parley.fl.sum.SumSession;
import parley.fl.sum.plain.PooledSums;
import parley.fl.sum.plain.ProviderAlone;
import parley.fl.table.ProviderTable;
import parley.fl.table.TableRows;
import parley.mhe.party.cohort.Gate;
import parley.mhe.runtime.session.FederationOptions;

/** Computes statistics over providers. Stateless, thread-safe. */
public final class StatisticRun {
  /**
   * A statistic and what it took.
   *
   * @param value the result
   * @param report what was opened, to whom, and how it was protected
   */
  public record Result<R>(R value, SumReport report) {
    /** The same report, with something made of the value. */
    public <T> Result<T> map(Function<R, T> made) {
      return new Result<>(made.apply(value), report);
    }
  }

  private StatisticRun() {}

  /**
   * Computes a statistic, without rules on how many rows it is about.
   *
   * @param table the columns that it reads, at least; its providers
   * @param protection {@code encrypted}, {@code masked} or {@code plain}
   * @param querier who reads the sums
   * @param options where the parties live, time-outs, who hears of the rounds
   * @throws parley.error.ParleyException if a provider refuses or does not answer, or the sums give
   *     no result
   */
  public static <R> Result<R> of(
      Statistic<R> statistic,
      ProviderTable table,
      String protection,
      SumQuerier querier,
      FederationOptions options) {
    return of(statistic, table, protection, querier, options, DisclosureRules.NONE);
  }

  /**
   * Computes a statistic if it is about enough rows.
   *
   * @param rules what the query asks of itself, for providers that ask for as much
   * @throws parley.error.InvalidDataException if the rules do not go with the statistic
   * @throws RefusedQueryException if it is about too few, or a provider refuses it by rules of its
   *     own
   */
  public static <R> Result<R> of(
      Statistic<R> statistic,
      ProviderTable table,
      String protection,
      SumQuerier querier,
      FederationOptions options,
      DisclosureRules rules) {
    rules.requireFit(statistic);
    SumRequest<TableRows> request =
        new SumRequest<>(
            table.rows(),
            table.providers(),
            new LocalStatistic.Factory(),
            StatisticPlan.terms(statistic, rules),
            rules.before(statistic.sums()),
            querier,
            options);
    try (SumSession session = SumEngines.open(protection, request)) {
      if (!rules.gated()) {
        R value = statistic.result(rules.applied(session, statistic));
        return new Result<>(value, about(session, null, rules));
      }
      GatedSums gated = GatedSums.through(session, rules, counts -> report(session, counts, rules));
      R value = statistic.result(rules.applied(gated, statistic));
      return new Result<>(value, report(session, gated.counts(), rules));
    }
  }

  /**
   * Computes a statistic in clear as if one provider had all rows, which Spark brings to one place.
   *
   * @throws parley.error.ParleyException if the sums give no result
   */
  public static <R> Result<R> pooled(Statistic<R> statistic, ProviderTable table) {
    try (SumSession session = PooledSums.open(inClear(statistic, table))) {
      R value = statistic.result(session);
      return new Result<>(value, session.report());
    }
  }

  /** Computes a statistic of each provider's rows alone, for that provider's eyes. */
  public static <R> SortedMap<String, OwnResult<R>> each(
      Statistic<R> statistic, ProviderTable table) {
    SumRequest<TableRows> request = inClear(statistic, table);
    SortedMap<String, OwnResult<R>> all = new TreeMap<>();
    for (String provider : table.providers()) {
      all.put(provider, OwnResult.of(statistic, ProviderAlone.sums(request, provider)));
    }
    return all;
  }

  private static SumRequest<TableRows> inClear(Statistic<?> statistic, ProviderTable table) {
    return new SumRequest<>(
        table.rows(),
        table.providers(),
        new LocalStatistic.Factory(),
        StatisticPlan.terms(statistic, DisclosureRules.NONE),
        statistic.sums(),
        SumQuerier.fresh(),
        FederationOptions.defaults());
  }

  private static SumReport report(SumSession session, Gate.Counts counts, DisclosureRules rules) {
    return about(session, new SumReport.Size(counts.rows(), counts.contributors()), rules);
  }

  private static SumReport about(
      SumSession session, SumReport.@Nullable Size size, DisclosureRules rules) {
    SumReport report = session.report();
    return report.about(size, rules.words(report.providers().size()));
  }
}
