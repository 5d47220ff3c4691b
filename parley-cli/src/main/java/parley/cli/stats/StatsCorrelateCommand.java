package parley.cli.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.query.GridOptions;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.query.Words;
import parley.cli.terminal.InputException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.correlate.Correlations;
import parley.fl.statistic.correlate.CovarianceStatistic;
import parley.fl.statistic.correlate.RankCorrelations;
import parley.fl.statistic.correlate.SpearmanStatistic;
import parley.fl.statistic.grid.Grid;
import parley.fl.statistic.run.StatisticRun;
import parley.html.HtmlPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley stats correlate}: how columns of numbers go together. */
@Command(
    name = "correlate",
    description = "Correlations, covariances and cosines of columns of numbers.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class StatsCorrelateCommand extends StatisticCommand<StatsCorrelateCommand.Found> {
  /** A matrix each. */
  record Found(
      List<String> columns,
      long n,
      long dropped,
      Map<String, List<List<@Nullable Double>>> matrices,
      Map<String, String> undefined,
      List<String> warnings) {}

  @Option(
      names = "--columns",
      required = true,
      paramLabel = "A,B",
      description = "two columns of numbers or more")
  private List<String> columns;

  @Option(
      names = "--method",
      paramLabel = "M",
      defaultValue = "pearson",
      description = "pearson, or spearman: of ranks on a grid (default: pearson)")
  private String method = "pearson";

  @Mixin private GridOptions grids;

  @Override
  protected void check() {
    if (!method.equals("pearson") && !method.equals("spearman")) {
      throw new InputException("cannot use --method: expected pearson or spearman, got " + method);
    }
    grids.check();
  }

  @Override
  protected StatisticRun.Result<Found> ask(ProviderQuery query, StatisticData table) {
    List<String> names = table.numbers(columns);
    if (method.equals("pearson")) {
      return query
          .ask(asked(() -> new CovarianceStatistic(names)))
          .map(StatsCorrelateCommand::found);
    }
    List<Grid> each = names.stream().map(name -> grids.of(name, table)).toList();
    return query
        .ask(asked(() -> new SpearmanStatistic(names, each)))
        .map(StatsCorrelateCommand::found);
  }

  private static Found found(Correlations c) {
    Map<String, List<List<@Nullable Double>>> matrices = new LinkedHashMap<>();
    matrices.put("correlation", c.correlation());
    matrices.put("pValue", c.pValue());
    matrices.put("lower", c.lower());
    matrices.put("upper", c.upper());
    matrices.put("covariance", c.covariance());
    matrices.put("cosine", c.cosine());
    return new Found(c.columns(), c.n(), c.dropped(), matrices, c.undefined(), List.of());
  }

  private static Found found(RankCorrelations c) {
    int d = c.columns().size();
    List<List<@Nullable Double>> r = new ArrayList<>();
    List<List<@Nullable Double>> p = new ArrayList<>();
    for (int i = 0; i < d; i++) {
      r.add(new ArrayList<>());
      p.add(new ArrayList<>());
      for (int j = 0; j < d; j++) {
        r.get(i).add(i == j ? 1.0 : null);
        p.get(i).add(i == j ? 0.0 : null);
      }
    }
    Map<String, String> undefined = new LinkedHashMap<>();
    for (RankCorrelations.Pair pair : c.pairs()) {
      int i = c.columns().indexOf(pair.first());
      int j = c.columns().indexOf(pair.second());
      r.get(i).set(j, pair.correlation());
      r.get(j).set(i, pair.correlation());
      p.get(i).set(j, pair.pValue());
      p.get(j).set(i, pair.pValue());
      if (pair.reason() != null) {
        undefined.put(pair.first() + ", " + pair.second(), pair.reason());
      }
    }
    List<String> warnings = new ArrayList<>();
    for (int j = 0; j < d; j++) {
      if (c.offGrid().get(j) > 0) {
        warnings.add(
            "%d values of %s are on no point of its grid: they counted at the nearest"
                .formatted(c.offGrid().get(j), c.columns().get(j)));
      }
    }
    return new Found(
        c.columns(),
        c.n(),
        c.dropped(),
        Map.of("correlation", r, "pValue", p),
        undefined,
        warnings);
  }

  @Override
  protected Map<String, @Nullable Object> json(Found found) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("n", found.n());
    all.put("droppedRows", found.dropped());
    all.put("method", method);
    found
        .matrices()
        .forEach(
            (name, matrix) -> {
              Map<String, Object> rows = new LinkedHashMap<>();
              for (int i = 0; i < found.columns().size(); i++) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int j = 0; j < found.columns().size(); j++) {
                  row.put(found.columns().get(j), matrix.get(i).get(j));
                }
                rows.put(found.columns().get(i), row);
              }
              all.put(name, rows);
            });
    if (!found.undefined().isEmpty()) {
      all.put("undefined", found.undefined());
    }
    return all;
  }

  private static List<List<String>> rows(Found found, String matrix) {
    List<List<String>> rows = new ArrayList<>();
    List<List<@Nullable Double>> figures = found.matrices().getOrDefault(matrix, List.of());
    for (int i = 0; i < figures.size(); i++) {
      List<String> row = new ArrayList<>(List.of(found.columns().get(i)));
      figures.get(i).forEach(figure -> row.add(Words.number(figure)));
      rows.add(row);
    }
    return rows;
  }

  private static List<String> header(Found found) {
    List<String> header = new ArrayList<>(List.of(""));
    header.addAll(found.columns());
    return header;
  }

  @Override
  protected String text(Found found) {
    return "%s's correlation over %d complete rows (%d left out)%n%s%np values%n%s"
        .formatted(
            method.equals("pearson") ? "Pearson" : "Spearman",
            found.n(),
            found.dropped(),
            Words.table(header(found), rows(found, "correlation")),
            Words.table(header(found), rows(found, "pValue")));
  }

  @Override
  protected void page(HtmlPage page, Found found) {
    page.paragraph(found.n() + " complete rows, " + found.dropped() + " left out.");
    for (String matrix : found.matrices().keySet()) {
      page.table(matrix, header(found), rows(found, matrix), row -> row);
    }
  }

  @Override
  protected String title() {
    return "Correlations";
  }

  @Override
  protected List<String> warnings(Found found) {
    return found.warnings();
  }
}
