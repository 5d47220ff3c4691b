package parley.cli.stats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.query.Words;
import parley.cli.terminal.InputException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.quantile.TopStatistic;
import parley.fl.statistic.quantile.TopValues;
import parley.fl.statistic.run.StatisticRun;
import parley.html.HtmlPage;
import parley.measure.Measure;
import parley.plot.BarPlot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley stats top}: the most frequent values of a column. */
@Command(
    name = "top",
    description = "The most frequent values of a column.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class StatsTopCommand extends StatisticCommand<TopValues> {
  private static final List<String> HEADER = List.of("value", "count");

  @Option(names = "--columns", required = true, paramLabel = "A", description = "one column")
  private String column;

  @Option(
      names = "--count",
      paramLabel = "K",
      defaultValue = "10",
      description = "how many values (default: 10)")
  private int count = 10;

  @Override
  protected void check() {
    if (count < 1) {
      throw new InputException("cannot use --count: expected a number from 1, got " + count);
    }
  }

  @Override
  protected Set<String> categories() {
    return Set.of(column);
  }

  @Override
  protected StatisticRun.Result<TopValues> ask(ProviderQuery query, StatisticData table) {
    return query.ask(asked(() -> TopStatistic.levels(table.category(column), count)));
  }

  @Override
  protected Map<String, @Nullable Object> json(TopValues top) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("top", Map.of(column, top.values()));
    all.put("n", top.n());
    all.put("missing", top.missing());
    all.put("other", top.other());
    all.put("distinct", top.distinct());
    all.put("tied", top.tied());
    return all;
  }

  private static List<List<String>> rows(TopValues top) {
    return top.values().stream().map(v -> List.of(v.value(), "" + v.count())).toList();
  }

  @Override
  protected String text(TopValues top) {
    return Words.table(HEADER, rows(top))
        + "\n%d values, %d different, %d missing".formatted(top.n(), top.distinct(), top.missing());
  }

  @Override
  protected void page(HtmlPage page, TopValues top) {
    BarPlot plot =
        new BarPlot(
            "Most frequent values of " + column,
            "Counts of values.",
            "rows",
            top.values().stream()
                .map(v -> new BarPlot.Bar(v.value(), Measure.of("count", v.count())))
                .toList(),
            null);
    page.figure(plot.toSvg("plot1"), plot.title());
    page.table("Counts", HEADER, rows(top), row -> row);
  }

  @Override
  protected String title() {
    return "Most frequent values of " + column;
  }
}
