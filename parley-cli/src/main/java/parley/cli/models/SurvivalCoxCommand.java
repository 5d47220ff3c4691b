package parley.cli.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.query.Choices;
import parley.cli.query.Dropped;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.query.Words;
import parley.cli.table.Names;
import parley.cli.terminal.InputException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.cox.CoxResult;
import parley.fl.statistic.cox.CoxStatistic;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.run.StatisticRun;
import parley.html.HtmlPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code survival cox}. */
@Command(
    name = "cox",
    description =
        "Cox's proportional hazards, the providers as strata: under encryption no risk set is"
            + " opened.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class SurvivalCoxCommand extends StatisticCommand<CoxResult> {
  @Mixin private SurvivalOptions options;

  @Option(
      names = "--features",
      required = true,
      paramLabel = "A,B",
      description = "columns of numbers")
  private List<String> features;

  @Option(
      names = "--ties",
      paramLabel = "T",
      defaultValue = "efron",
      description = "efron or breslow (default: efron)")
  private String ties = "efron";

  @Option(
      names = "--strata",
      paramLabel = "S",
      defaultValue = "providers",
      description =
          "providers: each has a baseline of its own; none: one for all rows, which --protection"
              + " plain brings to one place (default: providers)")
  private String strata = "providers";

  /** What has a baseline hazard of its own. */
  enum Strata {
    PROVIDERS,
    NONE
  }

  private Strata strata() {
    return Choices.word("--strata", strata, Strata.class);
  }

  private CoxStatistic.Ties ties() {
    return Choices.word("--ties", ties, CoxStatistic.Ties.class);
  }

  @Override
  protected void check() {
    ties();
    if (strata() == Strata.NONE && !plain()) {
      throw new InputException(
          "cannot use --strata none under encryption: sums over the risk sets of all rows would"
              + " have to be opened, and two that follow each other differ by one person's row;"
              + " expected --protection plain or --strata providers");
    }
    for (String name : Names.of(features)) {
      if (name.equals(options.time()) || name.equals(options.event())) {
        throw new InputException(
            "cannot use column %s as a feature: it has another part already".formatted(name));
      }
    }
  }

  @Override
  protected StatisticRun.Result<CoxResult> ask(ProviderQuery query, StatisticData table) {
    CoxStatistic statistic =
        asked(
            () ->
                new CoxStatistic(
                    table.number(options.time()),
                    table.number(options.event()),
                    table.numbers(features),
                    ties(),
                    GlmStatistic.DEFAULT_MAX_ITER,
                    GlmStatistic.DEFAULT_TOL));
    return strata() == Strata.NONE ? query.askPooled(statistic) : query.ask(statistic);
  }

  @Override
  protected Map<String, @Nullable Object> json(CoxResult r) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("rows", r.rows());
    all.put("droppedRows", r.droppedRows());
    all.put("events", r.events());
    all.put("strata", r.strata());
    all.putAll(CoefficientTable.json(r.coefficients()));
    all.remove("intercept");
    all.put("logLikelihood", r.logLikelihood());
    all.put("nullLogLikelihood", r.nullLogLikelihood());
    all.put("likelihoodRatio", r.likelihoodRatio());
    all.put("likelihoodRatioPValue", r.likelihoodRatioPValue());
    all.put("concordance", r.concordance().value());
    all.put("ties", ties.toLowerCase(Locale.ROOT));
    all.put("rounds", r.rounds());
    return all;
  }

  private String fit(CoxResult r) {
    boolean pooled = strata() == Strata.NONE;
    return "%d events in %d rows of %s, %d left out; log-likelihood %s (null %s);"
            .formatted(
                r.events(),
                r.rows(),
                pooled ? "all providers as one" : r.strata() + " providers",
                r.droppedRows(),
                Words.number(r.logLikelihood()),
                Words.number(r.nullLogLikelihood()))
        + (pooled ? " concordance " : " concordance within providers ")
        + Words.number(r.concordance().value());
  }

  @Override
  protected String text(CoxResult r) {
    return CoefficientTable.text(r.coefficients()) + "\n" + fit(r);
  }

  @Override
  protected void page(HtmlPage page, CoxResult r) {
    page.paragraph(fit(r) + ".");
    CoefficientTable.page(page, r.coefficients());
  }

  @Override
  protected String title() {
    return "Cox regression for " + options.time();
  }

  @Override
  protected List<String> warnings(CoxResult r) {
    return Dropped.warnings(r.rows(), r.droppedRows());
  }
}
