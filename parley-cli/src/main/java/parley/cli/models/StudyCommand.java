package parley.cli.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.query.Choices;
import parley.cli.query.Dropped;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.glm.GlmResult;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.linear.LinearResult;
import parley.fl.statistic.linear.LinearStatistic;
import parley.fl.statistic.meta.MetaEstimate;
import parley.fl.statistic.meta.MetaResult;
import parley.fl.statistic.meta.MetaStatistic;
import parley.fl.statistic.run.RefusedQueryException;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.statistic.study.StudyStatistic;
import parley.html.HtmlPage;
import parley.measure.Measure;
import parley.plot.BarPlot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley study}: one model of all rows beside the meta-analysis of the sites' own. */
@Command(
    name = "study",
    description = "Fit one model of all sites' rows, and put the sites' own models together.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class StudyCommand extends StatisticCommand<StudyCommand.Study> {
  /** Both ways over the same rows, side by side. */
  record Study(List<Coefficient> together, MetaResult sites, long rows, long droppedRows) {}

  /** Standard errors between the two ways that are more than chance. */
  private static final double APART = 2;

  @Option(names = "--model", required = true, paramLabel = "M", description = "linear or logistic")
  private String model;

  @Mixin private ModelColumnOptions columns;

  @Option(
      names = "--method",
      paramLabel = "M",
      defaultValue = "dersimonian-laird",
      description =
          "of random effects: dersimonian-laird, paule-mandel, reml, or fixed for none (default:"
              + " dersimonian-laird)")
  private String method = "dersimonian-laird";

  @Option(
      names = "--few-sites",
      description = "open sums even of so few sites that each one's estimate could be solved for")
  private boolean fewSites;

  private StudyStatistic.Model model() {
    return Choices.word("--model", model, StudyStatistic.Model.class);
  }

  private MetaStatistic.Method method() {
    return Choices.word("--method", method, MetaStatistic.Method.class);
  }

  @Override
  protected void check() {
    model();
    method();
    columns.requireIntercept("a study's model");
  }

  @Override
  protected StatisticRun.Result<Study> ask(ProviderQuery query, StatisticData table) {
    String label = table.number(columns.label());
    List<String> features = columns.features(table);
    String weight = columns.weight(table);
    StatisticRun.Result<MetaResult> sites =
        query.ask(
            asked(
                () ->
                    new StudyStatistic(
                        model(), label, features, weight, method(), false, fewSites)));
    try {
      return together(query, sites, label, features, weight);
    } catch (RefusedQueryException e) {
      throw e.after(sites.report());
    }
  }

  /** The model of all rows, beside what is known of the sites. */
  private StatisticRun.Result<Study> together(
      ProviderQuery query,
      StatisticRun.Result<MetaResult> sites,
      String label,
      List<String> features,
      @Nullable String weight) {
    if (model() == StudyStatistic.Model.LINEAR) {
      StatisticRun.Result<LinearResult> all =
          query.ask(
              new LinearStatistic(
                  label, features, weight, 0, 0, true, true, LinearStatistic.Errors.CLASSICAL));
      return new StatisticRun.Result<>(
          new Study(
              all.value().coefficients(),
              sites.value(),
              all.value().rows(),
              all.value().droppedRows()),
          sites.report().and(all.report()));
    }
    StatisticRun.Result<GlmResult> all =
        query.ask(GlmStatistic.logistic(label, features, weight, true));
    return new StatisticRun.Result<>(
        new Study(
            all.value().coefficients(),
            sites.value(),
            all.value().rows(),
            all.value().droppedRows()),
        sites.report().and(all.report()));
  }

  @Override
  protected Map<String, @Nullable Object> json(Study study) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("rows", study.rows());
    all.put("droppedRows", study.droppedRows());
    List<Map<String, @Nullable Object>> estimates = new ArrayList<>();
    for (Coefficient c : study.together()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("term", c.term());
      one.put("method", "decentralised");
      one.put("estimate", c.estimate());
      one.put("standardError", c.standardError());
      one.put("pValue", c.pValue());
      one.put("lower", c.interval() == null ? null : c.interval().lower());
      one.put("upper", c.interval() == null ? null : c.interval().upper());
      estimates.add(one);
    }
    estimates.addAll(EstimateTable.json(study.sites().estimates()));
    all.put("estimates", estimates);
    return all;
  }

  @Override
  protected String text(Study study) {
    return "One model of all rows (decentralised: the same figures as of pooled rows)\n"
        + CoefficientTable.text(study.together())
        + "\nThe sites' own models together\n"
        + EstimateTable.text(study.sites().estimates());
  }

  @Override
  protected void page(HtmlPage page, Study study) {
    List<BarPlot.Bar> bars = new ArrayList<>();
    List<MetaEstimate> sites = study.sites().estimates();
    for (Coefficient c : study.together()) {
      bars.add(
          new BarPlot.Bar(
              c.term() + ", decentralised",
              c.interval() == null
                  ? Measure.of(c.term(), c.estimate())
                  : Measure.of(c.term(), c.estimate(), c.interval())));
      bars.addAll(
          EstimateTable.bars(sites.stream().filter(e -> e.term().equals(c.term())).toList()));
    }
    BarPlot plot = EstimateTable.forest(bars);
    page.figure(plot.toSvg("plot1"), plot.title());
    CoefficientTable.page(page, study.together());
    page.section("The sites' own models together");
    EstimateTable.table(page, sites);
  }

  @Override
  protected String title() {
    return "Study of %s".formatted(columns.label());
  }

  @Override
  protected List<String> warnings(Study study) {
    List<String> warnings = new ArrayList<>(study.sites().warnings());
    for (MetaEstimate e : study.sites().estimates()) {
      for (Coefficient c : study.together()) {
        Double error = c.standardError();
        if (e.method().equals("fixed")
            && e.term().equals(c.term())
            && error != null
            && Math.abs(e.estimate() - c.estimate()) > APART * error) {
          warnings.add(
              "%s: the sites' own models together differ from the one of all rows by more than %.0f"
                      .formatted(c.term(), APART)
                  + " standard errors; so they do where sites are small, or have rows that were"
                  + " selected by the label");
        }
      }
    }
    warnings.addAll(Dropped.warnings(study.rows(), study.droppedRows()));
    return warnings;
  }
}
