package parley.fl.querier.encrypted;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.querier.HiddenGlm;
import parley.fl.querier.QuerierFit;
import parley.fl.statistic.glm.GlmResult;
import parley.fl.statistic.run.DisclosureRules;
import parley.fl.statistic.run.GatedSums;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.sum.SumQuerier;
import parley.fl.sum.SumReport;
import parley.fl.table.ProviderTable;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.cohort.Gate;
import parley.mhe.party.querier.QuerierCredential;
import parley.mhe.runtime.Federation;
import parley.mhe.runtime.cluster.ProviderJobs;
import parley.mhe.runtime.session.FederationOptions;

/** Fits models whose coefficients no provider sees. Stateless, thread-safe. */
public final class HiddenGlmRun {
  private HiddenGlmRun() {}

  /**
   * Fits a model.
   *
   * @param table the columns that it reads, at least; its providers, three or more
   * @param querier who holds the coefficients: its secret key is in this process
   * @param options where the parties live, time-outs, who hears of the rounds
   * @param rules what the query asks of itself before anything is opened
   * @throws parley.fl.statistic.run.RefusedQueryException if it is about too few rows, or a
   *     provider refuses it by rules of its own
   * @throws ParleyException if a provider refuses or does not answer, or the rounds do not converge
   */
  public static StatisticRun.Result<GlmResult> of(
      HiddenGlm fit,
      ProviderTable table,
      SumQuerier querier,
      FederationOptions options,
      DisclosureRules rules) {
    List<String> providers = table.providers();
    if (providers.size() < 3) {
      throw new InvalidDataException(
          "cannot fit with encrypted coefficients: each of fewer providers learns the others' part"
              + " of every sum, expected at least 3 providers, got "
              + providers.size());
    }
    LoopLayout layout = LoopLayout.choose(providers.size(), rowBlocks(table));
    try (CkksContext context = CkksContext.open(layout.parameters());
        KeyPair pair = querier.open(context);
        Federation federation =
            Federation.open(
                SparkSession.active(),
                LoopPlan.of(context, layout, providers, fit, rules),
                table.rows(),
                new LoopProgram.Factory(),
                pair.publicKey(),
                options(querier, pair, options))) {
      return run(fit, new LoopSession(federation, pair, layout, fit), rules);
    }
  }

  private static FederationOptions options(
      SumQuerier querier, KeyPair pair, FederationOptions options) {
    QuerierCredential credential = querier.credential(pair.publicKey());
    return credential == null ? options : options.ofQuerier(credential);
  }

  private static StatisticRun.Result<GlmResult> run(
      HiddenGlm fit, LoopSession session, DisclosureRules rules) {
    if (!rules.gated()) {
      GlmResult result = QuerierFit.result(fit, session, session);
      return new StatisticRun.Result<>(result, session.report());
    }
    GatedSums gated =
        GatedSums.through(session, rules, counts -> about(session.report(), counts, rules));
    GlmResult result = QuerierFit.result(fit, gated, session);
    return new StatisticRun.Result<>(result, about(session.report(), gated.counts(), rules));
  }

  private static SumReport about(SumReport report, Gate.Counts counts, DisclosureRules rules) {
    return report.about(
        new SumReport.Size(counts.rows(), counts.contributors()),
        rules.words(report.providers().size()));
  }

  /** Of the largest provider, rounded up to a power of two: all that is told of its rows. */
  private static int rowBlocks(ProviderTable table) {
    int most =
        ProviderJobs.collect(
                ProviderJobs.pin(
                    table
                        .rows()
                        .map(rows -> (rows.rows() + LoopLayout.BLOCK - 1) / LoopLayout.BLOCK),
                    table.providers()),
                table.providers())
            .stream()
            .mapToInt(Integer::intValue)
            .max()
            .orElse(1);
    return Integer.highestOneBit(Math.max(1, 2 * most - 1));
  }
}
