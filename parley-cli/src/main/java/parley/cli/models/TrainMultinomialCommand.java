package parley.cli.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.cli.query.Dropped;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.query.Words;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.multinomial.MultinomialResult;
import parley.fl.statistic.multinomial.MultinomialStatistic;
import parley.fl.statistic.run.StatisticRun;
import parley.html.HtmlPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley train multinomial}: several levels of a label, by rounds of exact sums. */
@Command(
    name = "multinomial",
    description = "Fit a multinomial logistic regression over several data providers, by rounds.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class TrainMultinomialCommand extends StatisticCommand<MultinomialResult> {
  @Mixin private ModelColumnOptions columns;

  @Option(
      names = "--base",
      paramLabel = "LEVEL",
      description = "the level that the others are compared with (default: the first by name)")
  private @Nullable String base;

  @Option(
      names = "--reg-param",
      paramLabel = "R",
      defaultValue = "0",
      description = "strength of the ridge penalty, as Spark's (default: 0)")
  private double regParam;

  @Option(
      names = "--no-standardization",
      description = "penalise the coefficients of the features as they are")
  private boolean noStandardization;

  @Option(
      names = "--max-iter",
      paramLabel = "N",
      defaultValue = "25",
      description = "most rounds (default: 25)")
  private int maxIter = GlmStatistic.DEFAULT_MAX_ITER;

  @Override
  protected void check() {
    columns.requireIntercept("a multinomial model");
  }

  @Override
  protected Set<String> categories() {
    return Set.of(columns.label());
  }

  @Override
  protected StatisticRun.Result<MultinomialResult> ask(ProviderQuery query, StatisticData table) {
    return query.ask(
        asked(
            () ->
                new MultinomialStatistic(
                    table.category(columns.label()),
                    columns.features(table),
                    base,
                    columns.weight(table),
                    regParam,
                    !noStandardization,
                    maxIter,
                    GlmStatistic.DEFAULT_TOL)));
  }

  @Override
  protected Map<String, @Nullable Object> json(MultinomialResult r) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("rows", r.rows());
    all.put("droppedRows", r.droppedRows());
    all.put("base", r.base());
    Map<String, Object> levels = new LinkedHashMap<>();
    r.levels().forEach(one -> levels.put(one.level(), CoefficientTable.json(one.coefficients())));
    all.put("levels", levels);
    all.put("logLikelihood", r.logLikelihood());
    all.put("nullLogLikelihood", r.nullLogLikelihood());
    all.put("aic", r.aic());
    all.put("accuracy", r.accuracy());
    all.put("rounds", r.rounds());
    return all;
  }

  private static String fit(MultinomialResult r) {
    return "log-likelihood %s (null %s), AIC %s, accuracy %s; %d rows, %d left out; %d rounds"
        .formatted(
            Words.number(r.logLikelihood()),
            Words.number(r.nullLogLikelihood()),
            Words.number(r.aic()),
            Words.number(r.accuracy()),
            r.rows(),
            r.droppedRows(),
            r.rounds());
  }

  @Override
  protected String text(MultinomialResult r) {
    StringBuilder text = new StringBuilder();
    for (MultinomialResult.Level one : r.levels()) {
      text.append(one.level())
          .append(" against ")
          .append(r.base())
          .append('\n')
          .append(CoefficientTable.text(one.coefficients()))
          .append('\n');
    }
    return text + fit(r);
  }

  @Override
  protected void page(HtmlPage page, MultinomialResult r) {
    page.paragraph(fit(r) + ".");
    for (MultinomialResult.Level one : r.levels()) {
      page.section(one.level() + " against " + r.base());
      CoefficientTable.page(page, one.coefficients());
    }
  }

  @Override
  protected String title() {
    return "Multinomial regression for " + columns.label();
  }

  @Override
  protected List<String> warnings(MultinomialResult r) {
    return Dropped.warnings(r.rows(), r.droppedRows());
  }
}
