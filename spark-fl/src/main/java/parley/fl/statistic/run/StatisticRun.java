package parley.fl.statistic.run;

import parley.fl.statistic.Statistic;
import parley.fl.sum.SumEngines;
import parley.fl.sum.SumQuerier;
import parley.fl.sum.SumReport;
import parley.fl.sum.SumRequest;
import parley.fl.sum.SumSession;
import parley.fl.table.ProviderTable;
import parley.fl.table.TableRows;
import parley.mhe.runtime.session.FederationOptions;

/** Computes statistics over providers. Stateless, thread-safe. */
public final class StatisticRun {
  /**
   * A statistic and what it took.
   *
   * @param value the result
   * @param report what was opened, to whom, and how it was protected
   */
  public record Result<R>(R value, SumReport report) {}

  private StatisticRun() {}

  /**
   * Computes a statistic.
   *
   * @param table the columns that it reads, at least; its providers
   * @param protection {@code encrypted} or {@code plain}
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
    SumRequest<TableRows> request =
        new SumRequest<>(
            table.rows(),
            table.providers(),
            new LocalStatistic.Factory(),
            StatisticPlan.terms(statistic),
            statistic.sums(),
            querier,
            options);
    try (SumSession session = SumEngines.open(protection, request)) {
      R value = statistic.result(session);
      return new Result<>(value, session.report());
    }
  }
}
