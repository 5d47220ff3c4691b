package parley.cli.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.query.Words;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.quantile.Histogram;
import parley.fl.statistic.quantile.HistogramStatistic;
import parley.fl.statistic.run.StatisticRun;
import parley.html.HtmlPage;
import parley.measure.Measure;
import parley.plot.BarPlot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley stats histogram}: how often values lie between agreed edges. */
@Command(
    name = "histogram",
    description = "Counts of a column of numbers between agreed edges.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class StatsHistogramCommand extends StatisticCommand<Histogram> {
  private static final List<String> HEADER = List.of("values", "count");

  @Option(names = "--columns", required = true, paramLabel = "A", description = "one column")
  private String column;

  @Option(
      names = "--edges",
      required = true,
      split = ",",
      paramLabel = "A,B,C",
      description = "ascending; the last bin has its upper edge too")
  private List<Double> edges;

  @Override
  protected StatisticRun.Result<Histogram> ask(ProviderQuery query, StatisticData table) {
    return query.ask(asked(() -> new HistogramStatistic(table.number(column), edges)));
  }

  @Override
  protected Map<String, @Nullable Object> json(Histogram h) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("edges", h.edges());
    all.put("counts", h.counts());
    all.put("n", h.n());
    all.put("missing", h.missing());
    all.put("below", h.below());
    all.put("above", h.above());
    return all;
  }

  private static List<List<String>> rows(Histogram h) {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < h.counts().size(); k++) {
      rows.add(List.of(bin(h, k), String.valueOf(h.counts().get(k))));
    }
    return rows;
  }

  private static String bin(Histogram h, int k) {
    return "%s to %s".formatted(Words.plain(h.edges().get(k)), Words.plain(h.edges().get(k + 1)));
  }

  @Override
  protected String text(Histogram h) {
    return Words.table(HEADER, rows(h))
        + "\n%d values, %d below and %d above the edges, %d missing"
            .formatted(h.n(), h.below(), h.above(), h.missing());
  }

  @Override
  protected void page(HtmlPage page, Histogram h) {
    List<BarPlot.Bar> bars = new ArrayList<>();
    for (int k = 0; k < h.counts().size(); k++) {
      bars.add(new BarPlot.Bar(bin(h, k), Measure.of("count", Math.max(0, h.counts().get(k)))));
    }
    BarPlot plot = new BarPlot("Histogram of " + column, "Rows between edges.", "rows", bars, null);
    page.figure(plot.toSvg("plot1"), plot.title());
    page.table("Counts", HEADER, rows(h), row -> row);
  }

  @Override
  protected String title() {
    return "Histogram of " + column;
  }
}
