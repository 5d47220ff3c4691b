package parley.cli.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.query.Choices;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.query.Words;
import parley.cli.table.Names;
import parley.cli.terminal.InputException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.meta.MantelHaenszelResult;
import parley.fl.statistic.meta.MantelHaenszelStatistic;
import parley.fl.statistic.meta.MetaResult;
import parley.fl.statistic.meta.MetaStatistic;
import parley.fl.statistic.meta.MetaTerm;
import parley.fl.statistic.run.StatisticRun;
import parley.html.HtmlPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley meta}: sites' estimates together, none of which anybody else sees. */
@Command(
    name = "meta",
    description = "Put sites' estimates together in a meta-analysis that shows no site's own.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class MetaCommand extends StatisticCommand<MetaCommand.Found> {
  /** Estimates, or an odds ratio. */
  record Found(@Nullable MetaResult estimates, @Nullable MantelHaenszelResult ratio) {}

  private static final String TABLES = "mantel-haenszel";
  private static final List<String> HEADER = List.of("figure", "value");

  @Option(
      names = "--estimate",
      paramLabel = "B,C",
      description = "columns with the sites' estimates")
  private List<String> estimates = new ArrayList<>();

  @Option(
      names = "--standard-error",
      paramLabel = "S,T",
      description = "columns with their standard errors, in the same order")
  private List<String> errors = new ArrayList<>();

  @Option(
      names = "--events",
      paramLabel = "A,C",
      description = "with mantel-haenszel: columns with the events of the exposed and the others")
  private List<String> events = new ArrayList<>();

  @Option(
      names = "--totals",
      paramLabel = "N,M",
      description = "with mantel-haenszel: columns with all rows of the exposed and the others")
  private List<String> totals = new ArrayList<>();

  @Option(
      names = "--site",
      required = true,
      paramLabel = "C",
      description = "the column that names the site: one row each")
  private String site;

  @Option(
      names = "--method",
      paramLabel = "M",
      defaultValue = "dersimonian-laird",
      description =
          "fixed, dersimonian-laird, paule-mandel or reml (default: dersimonian-laird), where the"
              + " fixed effect is printed always; mantel-haenszel, of a table of two by two a site")
  private String method = "dersimonian-laird";

  @Option(
      names = "--hartung-knapp",
      description = "also Hartung, Knapp, Sidik and Jonkman's standard error")
  private boolean hartungKnapp;

  @Option(
      names = "--few-sites",
      description = "open sums even of so few sites that each one's estimate could be solved for")
  private boolean fewSites;

  @Override
  protected @Nullable String providerColumn() {
    return site;
  }

  private boolean ofTables() {
    return method.toLowerCase(Locale.ROOT).equals(TABLES);
  }

  private MetaStatistic.Method method() {
    return Choices.word("--method", method, MetaStatistic.Method.class);
  }

  @Override
  protected void check() {
    if (ofTables()) {
      checkTables();
      return;
    }
    method();
    if (!events.isEmpty() || !totals.isEmpty()) {
      throw new InputException(
          "cannot use --events or --totals with the method %s: expected them with %s alone"
              .formatted(method, TABLES));
    }
    if (estimates.isEmpty()) {
      throw new InputException("cannot put estimates together: expected --estimate, got none");
    }
    if (Names.of(estimates).size() != Names.of(errors).size()) {
      throw new InputException(
          "cannot put estimates together: expected a standard error for each of %s, got %s"
              .formatted(
                  Names.list(Names.of(estimates)),
                  errors.isEmpty() ? "none" : Names.list(Names.of(errors))));
    }
  }

  private void checkTables() {
    if (!estimates.isEmpty() || !errors.isEmpty() || hartungKnapp) {
      throw new InputException(
          "cannot use --estimate, --standard-error or --hartung-knapp with the method "
              + TABLES
              + ": it takes counts, expected --events and --totals");
    }
    if (Names.of(events).size() != 2 || Names.of(totals).size() != 2) {
      throw new InputException(
          "cannot put tables together: expected two columns for --events and two for --totals, got"
              + " %d and %d".formatted(Names.of(events).size(), Names.of(totals).size()));
    }
  }

  @Override
  protected StatisticRun.Result<Found> ask(ProviderQuery query, StatisticData table) {
    if (ofTables()) {
      List<String> of = table.numbers(events);
      List<String> out = table.numbers(totals);
      return query
          .ask(
              asked(
                  () ->
                      new MantelHaenszelStatistic(
                          of.get(0), out.get(0), of.get(1), out.get(1), true, fewSites)))
          .map(ratio -> new Found(null, ratio));
    }
    List<String> of = table.numbers(estimates);
    List<String> by = table.numbers(errors);
    List<MetaTerm> terms = new ArrayList<>();
    for (int k = 0; k < of.size(); k++) {
      terms.add(new MetaTerm(of.get(k), of.get(k), by.get(k)));
    }
    return query
        .ask(asked(() -> new MetaStatistic(terms, method(), hartungKnapp, fewSites)))
        .map(found -> new Found(found, null));
  }

  @Override
  protected Map<String, @Nullable Object> json(Found found) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    MetaResult r = found.estimates();
    if (r != null) {
      all.put("estimates", EstimateTable.json(r.estimates()));
      all.put("rounds", r.rounds());
      all.put("numbersPerTerm", r.numbersPerTerm());
    }
    MantelHaenszelResult ratio = found.ratio();
    if (ratio != null) {
      all.put("method", TABLES);
      all.put("sites", ratio.sites());
      all.put("oddsRatio", ratio.oddsRatio());
      all.put("lower", ratio.interval().lower());
      all.put("upper", ratio.interval().upper());
      all.put("logOddsRatio", ratio.logOddsRatio());
      all.put("standardError", ratio.standardError());
      all.put("chiSquare", ratio.chiSquare());
      all.put("pValue", ratio.pValue());
      all.put("crudeOddsRatio", ratio.crudeOddsRatio());
    }
    return all;
  }

  private static List<List<String>> rows(MantelHaenszelResult r) {
    return List.of(
        List.of("sites", r.sites() + ""),
        List.of("odds ratio", Words.number(r.oddsRatio())),
        List.of("95 % from", Words.number(r.interval().lower())),
        List.of("to", Words.number(r.interval().upper())),
        List.of("std. error of its logarithm", Words.number(r.standardError())),
        List.of("chi-square", Words.number(r.chiSquare())),
        List.of("p", Words.number(r.pValue())),
        List.of("odds ratio of all tables added up", Words.number(r.crudeOddsRatio())));
  }

  @Override
  protected String text(Found found) {
    MetaResult r = found.estimates();
    MantelHaenszelResult ratio = found.ratio();
    return ratio == null
        ? EstimateTable.text(r == null ? List.of() : r.estimates())
        : Words.table(HEADER, rows(ratio));
  }

  @Override
  protected void page(HtmlPage page, Found found) {
    if (found.estimates() != null) {
      EstimateTable.page(page, found.estimates().estimates());
    }
    if (found.ratio() != null) {
      page.table("Mantel and Haenszel's odds ratio", HEADER, rows(found.ratio()), row -> row);
    }
  }

  @Override
  protected String title() {
    return "Meta-analysis";
  }

  @Override
  protected List<String> warnings(Found found) {
    return found.estimates() == null ? List.of() : found.estimates().warnings();
  }
}
