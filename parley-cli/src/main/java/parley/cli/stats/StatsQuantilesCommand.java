package parley.cli.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.query.Words;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.quantile.QuantileRange;
import parley.fl.statistic.quantile.QuantileStatistic;
import parley.fl.statistic.quantile.Quantiles;
import parley.fl.statistic.run.StatisticRun;
import parley.html.HtmlPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley stats quantiles}: where shares of the values lie, by rounds of bins. */
@Command(
    name = "quantiles",
    description = "Quantiles of columns of numbers, by rounds of bins over a public range.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class StatsQuantilesCommand extends StatisticCommand<Quantiles> {
  private static final List<String> HEADER =
      List.of("column", "probability", "value", "at least", "at most");

  @Option(names = "--columns", required = true, paramLabel = "A,B", description = "of numbers")
  private List<String> columns;

  @Option(
      names = "--probabilities",
      required = true,
      split = ",",
      paramLabel = "P,Q",
      description = "above 0, at most 1")
  private List<Double> probabilities;

  @Option(
      names = "--range",
      required = true,
      paramLabel = "LO,HI",
      description = "where the columns' values lie; public")
  private String range;

  @Option(
      names = "--step",
      paramLabel = "S",
      description = "between values that the columns can have, such as 1 (default: any)")
  private @Nullable Double step;

  @Option(
      names = "--least-rows-in-bin",
      paramLabel = "K",
      defaultValue = "1",
      description = "stop at bins of fewer rows, and give an interval (default: 1)")
  private int least = 1;

  private QuantileRange range() {
    String[] ends = range.split(",", -1);
    try {
      if (ends.length == 2) {
        return new QuantileRange(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]), step);
      }
    } catch (NumberFormatException e) {
      // Falls through to the one refusal.
    } catch (ParleyException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
    throw new InputException(
        "cannot use --range: expected two numbers LO,HI such as 0,120, got " + range);
  }

  @Override
  protected void check() {
    range();
  }

  @Override
  protected StatisticRun.Result<Quantiles> ask(ProviderQuery query, StatisticData table) {
    List<String> names = table.numbers(columns);
    QuantileRange each = range();
    List<QuantileRange> ranges = names.stream().map(name -> each).toList();
    return query.ask(asked(() -> new QuantileStatistic(names, probabilities, ranges, least)));
  }

  @Override
  protected Map<String, @Nullable Object> json(Quantiles result) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Object> bounds = new LinkedHashMap<>();
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Quantiles.Column column : result.columns()) {
      Map<String, @Nullable Double> value = new LinkedHashMap<>();
      Map<String, Object> bound = new LinkedHashMap<>();
      for (Quantiles.Quantile q : column.quantiles()) {
        String p = Words.plain(q.probability());
        value.put(p, q.value());
        bound.put(p, q);
      }
      values.put(column.column(), value);
      bounds.put(column.column(), bound);
      Map<String, Object> count = new LinkedHashMap<>();
      count.put("n", column.n());
      count.put("missing", column.missing());
      count.put("below", column.below());
      count.put("above", column.above());
      count.put("offGrid", column.offGrid());
      counts.put(column.column(), count);
    }
    all.put("quantiles", values);
    all.put("bounds", bounds);
    all.put("counts", counts);
    all.put("rounds", result.rounds());
    return all;
  }

  private static List<List<String>> rows(Quantiles result) {
    List<List<String>> rows = new ArrayList<>();
    for (Quantiles.Column column : result.columns()) {
      for (Quantiles.Quantile q : column.quantiles()) {
        rows.add(
            List.of(
                column.column(),
                Words.plain(q.probability()),
                Words.number(q.value()),
                Words.number(q.lower()),
                Words.number(q.upper())));
      }
    }
    return rows;
  }

  @Override
  protected String text(Quantiles result) {
    return Words.table(HEADER, rows(result));
  }

  @Override
  protected void page(HtmlPage page, Quantiles result) {
    page.table("Quantiles", HEADER, rows(result), row -> row);
  }

  @Override
  protected String title() {
    return "Quantiles";
  }

  @Override
  protected List<String> warnings(Quantiles result) {
    List<String> warnings = new ArrayList<>();
    for (Quantiles.Column column : result.columns()) {
      if (column.below() + column.above() > 0) {
        warnings.add(
            "%d values of %s are outside the range"
                .formatted(column.below() + column.above(), column.column()));
      }
      column.quantiles().stream()
          .filter(q -> q.reason() != null)
          .forEach(
              q ->
                  warnings.add(
                      "%s at %s: %s"
                          .formatted(column.column(), Words.plain(q.probability()), q.reason())));
    }
    return warnings;
  }
}
