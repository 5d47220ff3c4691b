package parley.cli.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.cli.query.Choices;
import parley.cli.query.Dropped;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.meta.MetaEstimate;
import parley.fl.statistic.meta.MetaResult;
import parley.fl.statistic.meta.MetaStatistic;
import parley.fl.statistic.run.OwnResult;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.statistic.study.StudyStatistic;
import parley.fl.study.StudyModel;
import parley.fl.sum.SumReport;
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
  record Study(
      StudyModel.Fit together,
      StudyModel.@Nullable Fit pooled,
      @Nullable String notPooled,
      MetaResult sites,
      SortedMap<String, OwnResult<StudyModel.Fit>> own) {}

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

  @Mixin private SiteReportOptions siteReports;

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
    siteReports.claim(force());
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
    StudyModel<?> model = StudyModel.of(model(), label, features, weight);
    StatisticRun.Result<StudyModel.Fit> together = model.ask(query);
    SumReport report = sites.report().and(together.report());
    Optional<String> refusal = query.refusesPooled();
    StudyModel.Fit pooled = null;
    if (refusal.isEmpty()) {
      StatisticRun.Result<StudyModel.Fit> all = model.askPooled(query);
      pooled = all.value();
      report = report.and(all.report());
    }
    return new StatisticRun.Result<>(
        new Study(
            together.value(),
            pooled,
            refusal.orElse(null),
            sites.value(),
            siteReports.given() ? model.askEach(query) : new TreeMap<>()),
        report);
  }

  @Override
  protected Map<String, @Nullable Object> json(Study study) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("rows", study.together().rows());
    all.put("droppedRows", study.together().droppedRows());
    List<Map<String, @Nullable Object>> estimates = new ArrayList<>();
    addEstimates(estimates, "decentralised", study.together());
    if (study.pooled() != null) {
      addEstimates(estimates, "pooled", study.pooled());
    }
    estimates.addAll(EstimateTable.json(study.sites().estimates()));
    all.put("estimates", estimates);
    if (study.notPooled() != null) {
      all.put("notPooled", study.notPooled());
    }
    return all;
  }

  private static void addEstimates(
      List<Map<String, @Nullable Object>> estimates, String method, StudyModel.Fit fit) {
    for (Coefficient c : fit.coefficients()) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("term", c.term());
      one.put("method", method);
      one.put("estimate", c.estimate());
      one.put("standardError", c.standardError());
      one.put("pValue", c.pValue());
      one.put("lower", c.interval() == null ? null : c.interval().lower());
      one.put("upper", c.interval() == null ? null : c.interval().upper());
      estimates.add(one);
    }
  }

  private static String pooled(Study study) {
    StudyModel.Fit fit = study.pooled();
    return fit == null
        ? "No model of all rows in one place: " + study.notPooled()
        : "One model of all rows in one place (pooled)\n"
            + CoefficientTable.text(fit.coefficients());
  }

  @Override
  protected String text(Study study) {
    return "One model of all rows (decentralised: the same figures as of pooled rows)\n"
        + CoefficientTable.text(study.together().coefficients())
        + "\n"
        + pooled(study)
        + "\nThe sites' own models together\n"
        + EstimateTable.text(study.sites().estimates());
  }

  @Override
  protected void page(HtmlPage page, Study study) {
    List<BarPlot.Bar> bars = new ArrayList<>();
    List<MetaEstimate> sites = study.sites().estimates();
    for (Coefficient c : study.together().coefficients()) {
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
    CoefficientTable.page(page, study.together().coefficients());
    if (study.pooled() == null) {
      page.paragraph(pooled(study) + ".");
    } else {
      page.section("All rows in one place (pooled)");
      CoefficientTable.page(page, study.pooled().coefficients());
    }
    page.section("The sites' own models together");
    EstimateTable.table(page, sites);
  }

  @Override
  protected void save(Study study) {
    siteReports.write(title(), study.own());
  }

  @Override
  protected String title() {
    return "Study of %s".formatted(columns.label());
  }

  @Override
  protected List<String> warnings(Study study) {
    List<String> warnings = new ArrayList<>(study.sites().warnings());
    for (MetaEstimate e : study.sites().estimates()) {
      for (Coefficient c : study.together().coefficients()) {
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
    warnings.addAll(Dropped.warnings(study.together().rows(), study.together().droppedRows()));
    if (siteReports.given()) {
      warnings.add(SiteReportOptions.NOTE);
    }
    return warnings;
  }
}
