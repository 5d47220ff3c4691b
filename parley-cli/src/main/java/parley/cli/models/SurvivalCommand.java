package parley.cli.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.cli.query.Choices;
import parley.cli.query.Dropped;
import parley.cli.query.RecordCommand;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.query.Words;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.statistic.survival.KaplanMeierResult;
import parley.fl.statistic.survival.KaplanMeierStatistic;
import parley.fl.statistic.survival.LogRankResult;
import parley.fl.statistic.survival.LogRankStatistic;
import parley.fl.statistic.survival.LogRankStatistic.Weighting;
import parley.fl.statistic.survival.SurvivalCurve;
import parley.html.HtmlPage;
import parley.measure.Interval;
import parley.plot.Axis;
import parley.plot.LinePlot;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley survival}: an analysis' name follows. */
@Command(
    name = "survival",
    description = "Analyse the time to an event over several data providers.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SurvivalCommand.KaplanMeier.class,
      SurvivalCommand.LogRank.class,
      SurvivalCoxCommand.class
    })
@SuppressWarnings("NullAway.Init")
public final class SurvivalCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "an analysis is missing, expected one of "
            + String.join(", ", spec.subcommands().keySet()));
  }

  /** {@code survival km}. */
  @Command(
      name = "km",
      description = "Kaplan and Meier's curves, with Nelson and Aalen's hazards.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class KaplanMeier extends StatisticCommand<KaplanMeierResult> {
    private static final List<String> HEADER =
        List.of("group", "rows", "events", "median", "mean to the end");

    @Mixin private SurvivalOptions options;

    @Option(names = "--by", paramLabel = "G", description = "a curve for each value of a column")
    private @Nullable String by;

    @Option(
        names = "--grid",
        paramLabel = "FROM:TO:STEP",
        description =
            "the times that rows can end at (default: by those that occur, in a simulation only)")
    private @Nullable String grid;

    @Override
    protected Set<String> categories() {
      return by == null ? Set.of() : Set.of(by);
    }

    @Override
    protected StatisticRun.Result<KaplanMeierResult> ask(ProviderQuery query, StatisticData table) {
      return query.ask(
          asked(
              () ->
                  new KaplanMeierStatistic(
                      table.number(options.time()),
                      table.number(options.event()),
                      by == null ? null : table.category(by),
                      options.grid(grid, table))));
    }

    private static String name(SurvivalCurve curve) {
      return curve.group().isEmpty() ? "all" : curve.group();
    }

    @Override
    protected Map<String, @Nullable Object> json(KaplanMeierResult r) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>();
      Map<String, Object> curves = new LinkedHashMap<>();
      Map<String, @Nullable Double> median = new LinkedHashMap<>();
      for (SurvivalCurve c : r.curves()) {
        Map<String, Object> curve = new LinkedHashMap<>();
        curve.put("rows", c.rows());
        curve.put("time", c.time());
        curve.put("atRisk", c.atRisk());
        curve.put("events", c.eventsAt());
        curve.put("censored", c.censoredAt());
        curve.put("survival", c.survival());
        curve.put("standardError", c.standardError());
        curve.put("lower", c.lower());
        curve.put("upper", c.upper());
        curve.put("cumulativeHazard", c.cumulativeHazard());
        curve.put("restrictedMean", c.restrictedMean());
        curves.put(name(c), curve);
        median.put(name(c), c.median());
      }
      all.put("curves", curves);
      all.put("median", median);
      all.put("droppedRows", r.droppedRows());
      return all;
    }

    private static List<List<String>> rows(KaplanMeierResult r) {
      List<List<String>> rows = new ArrayList<>();
      for (SurvivalCurve c : r.curves()) {
        rows.add(
            List.of(
                name(c),
                String.valueOf(c.rows()),
                String.valueOf(c.events()),
                Words.number(c.median()),
                Words.number(c.restrictedMean())));
      }
      return rows;
    }

    @Override
    protected String text(KaplanMeierResult r) {
      return Words.table(HEADER, rows(r));
    }

    @Override
    protected void page(HtmlPage page, KaplanMeierResult r) {
      List<LinePlot.Line> lines = new ArrayList<>();
      for (SurvivalCurve c : r.curves()) {
        List<LinePlot.Point> points = new ArrayList<>();
        points.add(LinePlot.Point.of(0, 1));
        double before = 1;
        for (int k = 0; k < c.time().size(); k++) {
          Double lower = c.lower().get(k);
          Double upper = c.upper().get(k);
          points.add(LinePlot.Point.of(c.time().get(k), before));
          before = c.survival().get(k);
          points.add(
              new LinePlot.Point(
                  c.time().get(k),
                  before,
                  lower == null || upper == null ? null : new Interval(lower, upper, .95)));
        }
        lines.add(LinePlot.Line.of(name(c), points));
      }
      LinePlot plot =
          new LinePlot(
              "Survival",
              "Kaplan and Meier's curves with 95 % intervals.",
              new Axis(options.time(), 0, last(r)),
              new Axis("survival", 0, 1),
              lines);
      page.figure(plot.toSvg("plot1"), plot.title());
      page.table("Groups", HEADER, rows(r), row -> row);
    }

    private static double last(KaplanMeierResult r) {
      return r.curves().stream()
          .flatMap(c -> c.time().stream())
          .mapToDouble(Double::doubleValue)
          .max()
          .orElse(1);
    }

    @Override
    protected String title() {
      return "Survival";
    }

    @Override
    protected List<String> warnings(KaplanMeierResult r) {
      long kept = r.curves().stream().mapToLong(SurvivalCurve::rows).sum();
      return Dropped.warnings(kept, r.droppedRows());
    }
  }

  /** {@code survival logrank}. */
  @Command(
      name = "logrank",
      description = "Whether groups survive alike: the log-rank test and its weighted kin.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class LogRank extends RecordCommand<LogRankResult> {
    @Mixin private SurvivalOptions options;

    @Option(names = "--by", required = true, paramLabel = "G", description = "a column of groups")
    private String by;

    @Option(
        names = "--grid",
        paramLabel = "FROM:TO:STEP",
        description =
            "the times that rows can end at (default: by those that occur, in a simulation only)")
    private @Nullable String grid;

    @Option(
        names = "--weighting",
        paramLabel = "W",
        defaultValue = "log-rank",
        description =
            "log-rank, gehan, tarone-ware, peto or fleming-harrington (default: log-rank)")
    private String weighting = "log-rank";

    @Option(
        names = "--rho",
        paramLabel = "R",
        defaultValue = "1",
        description = "Fleming and Harrington's power of survival (default: 1)")
    private double rho = 1;

    @Option(
        names = "--gamma",
        paramLabel = "G",
        defaultValue = "0",
        description = "their power of 1 less survival (default: 0)")
    private double gamma;

    private Weighting weighting() {
      return Choices.word("--weighting", weighting, Weighting.class);
    }

    @Override
    protected void check() {
      weighting();
    }

    @Override
    protected Set<String> categories() {
      return Set.of(by);
    }

    @Override
    protected StatisticRun.Result<LogRankResult> ask(ProviderQuery query, StatisticData table) {
      boolean powers = weighting() == Weighting.FLEMING_HARRINGTON;
      return query.ask(
          asked(
              () ->
                  new LogRankStatistic(
                      table.number(options.time()),
                      table.number(options.event()),
                      table.category(by),
                      options.grid(grid, table),
                      weighting(),
                      powers ? rho : 0,
                      powers ? gamma : 0)));
    }

    @Override
    protected String title() {
      return "Survival by " + by;
    }
  }
}
