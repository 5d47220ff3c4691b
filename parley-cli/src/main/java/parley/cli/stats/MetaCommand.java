package parley.cli.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.table.Names;
import parley.cli.terminal.InputException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.meta.MetaEstimate;
import parley.fl.statistic.meta.MetaResult;
import parley.fl.statistic.meta.MetaStatistic;
import parley.fl.statistic.meta.MetaTerm;
import parley.fl.statistic.run.StatisticRun;
import parley.html.HtmlPage;
import parley.measure.Measure;
import parley.plot.BarPlot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley meta}: sites' estimates together, none of which anybody else sees. */
@Command(
    name = "meta",
    description = "Put sites' estimates together in a meta-analysis that shows no site's own.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class MetaCommand extends StatisticCommand<MetaResult> {
  private static final List<String> HEADER =
      List.of("term", "method", "estimate", "std. error", "95 % from", "to", "Q", "I2", "tau2");

  @Option(
      names = "--estimate",
      required = true,
      paramLabel = "B,C",
      description = "columns with the sites' estimates")
  private List<String> estimates;

  @Option(
      names = "--standard-error",
      required = true,
      paramLabel = "S,T",
      description = "columns with their standard errors, in the same order")
  private List<String> errors;

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
          "fixed, dersimonian-laird, paule-mandel or reml (default: dersimonian-laird); the fixed"
              + " effect is printed always")
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
  @Nullable String providerColumn() {
    return site;
  }

  private MetaStatistic.Method method() {
    return Choices.word("--method", method, MetaStatistic.Method.class);
  }

  @Override
  void check() {
    method();
    if (Names.of(estimates).size() != Names.of(errors).size()) {
      throw new InputException(
          "cannot put estimates together: expected a standard error for each of %s, got %s"
              .formatted(Names.list(Names.of(estimates)), Names.list(Names.of(errors))));
    }
  }

  @Override
  StatisticRun.Result<MetaResult> ask(ProviderQuery query, StatisticData table) {
    List<String> of = table.numbers(estimates);
    List<String> by = table.numbers(errors);
    List<MetaTerm> terms = new ArrayList<>();
    for (int k = 0; k < of.size(); k++) {
      terms.add(new MetaTerm(of.get(k), of.get(k), by.get(k)));
    }
    return query.ask(asked(() -> new MetaStatistic(terms, method(), hartungKnapp, fewSites)));
  }

  @Override
  Map<String, @Nullable Object> json(MetaResult r) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    List<Map<String, @Nullable Object>> estimated = new ArrayList<>();
    for (MetaEstimate e : r.estimates()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("term", e.term());
      one.put("method", e.method());
      one.put("sites", e.sites());
      one.put("estimate", e.estimate());
      one.put("standardError", e.standardError());
      one.put("statistic", e.statistic());
      one.put("pValue", e.pValue());
      one.put("lower", e.interval().lower());
      one.put("upper", e.interval().upper());
      one.put("q", e.q());
      one.put("qPValue", e.qPValue());
      one.put("i2", e.i2());
      one.put("tau2", e.tau2());
      one.put("hartungKnappError", e.hartungKnappError());
      one.put("prediction", e.prediction());
      estimated.add(one);
    }
    all.put("estimates", estimated);
    all.put("rounds", r.rounds());
    all.put("numbersPerTerm", r.numbersPerTerm());
    return all;
  }

  private static List<List<String>> rows(MetaResult r) {
    List<List<String>> rows = new ArrayList<>();
    for (MetaEstimate e : r.estimates()) {
      rows.add(
          List.of(
              e.term(),
              e.method(),
              Words.number(e.estimate()),
              Words.number(e.standardError()),
              Words.number(e.interval().lower()),
              Words.number(e.interval().upper()),
              Words.number(e.q()),
              Words.number(e.i2()),
              Words.number(e.tau2())));
    }
    return rows;
  }

  @Override
  String text(MetaResult r) {
    return Words.table(HEADER, rows(r));
  }

  @Override
  void page(HtmlPage page, MetaResult r) {
    BarPlot plot =
        new BarPlot(
            "Estimates over all sites",
            "Estimates with 95 % intervals.",
            "estimate",
            r.estimates().stream()
                .map(
                    e ->
                        new BarPlot.Bar(
                            e.term() + ", " + e.method(),
                            Measure.of(e.term(), e.estimate(), e.interval())))
                .toList(),
            null,
            true);
    page.figure(plot.toSvg("plot1"), plot.title());
    page.table("Estimates", HEADER, rows(r), row -> row);
  }

  @Override
  String title() {
    return "Meta-analysis";
  }

  @Override
  List<String> warnings(MetaResult r) {
    return r.warnings();
  }
}
