package parley.cli.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.query.Choices;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.table.Names;
import parley.cli.terminal.InputException;
import parley.fl.stat.ProviderQuery;
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
public final class MetaCommand extends StatisticCommand<MetaResult> {
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
  protected @Nullable String providerColumn() {
    return site;
  }

  private MetaStatistic.Method method() {
    return Choices.word("--method", method, MetaStatistic.Method.class);
  }

  @Override
  protected void check() {
    method();
    if (Names.of(estimates).size() != Names.of(errors).size()) {
      throw new InputException(
          "cannot put estimates together: expected a standard error for each of %s, got %s"
              .formatted(Names.list(Names.of(estimates)), Names.list(Names.of(errors))));
    }
  }

  @Override
  protected StatisticRun.Result<MetaResult> ask(ProviderQuery query, StatisticData table) {
    List<String> of = table.numbers(estimates);
    List<String> by = table.numbers(errors);
    List<MetaTerm> terms = new ArrayList<>();
    for (int k = 0; k < of.size(); k++) {
      terms.add(new MetaTerm(of.get(k), of.get(k), by.get(k)));
    }
    return query.ask(asked(() -> new MetaStatistic(terms, method(), hartungKnapp, fewSites)));
  }

  @Override
  protected Map<String, @Nullable Object> json(MetaResult r) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("estimates", EstimateTable.json(r.estimates()));
    all.put("rounds", r.rounds());
    all.put("numbersPerTerm", r.numbersPerTerm());
    return all;
  }

  @Override
  protected String text(MetaResult r) {
    return EstimateTable.text(r.estimates());
  }

  @Override
  protected void page(HtmlPage page, MetaResult r) {
    EstimateTable.page(page, r.estimates());
  }

  @Override
  protected String title() {
    return "Meta-analysis";
  }

  @Override
  protected List<String> warnings(MetaResult r) {
    return r.warnings();
  }
}
