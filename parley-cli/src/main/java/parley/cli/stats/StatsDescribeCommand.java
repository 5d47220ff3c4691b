package parley.cli.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.query.Words;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.describe.ColumnDescription;
import parley.fl.statistic.describe.DescribeStatistic;
import parley.fl.statistic.describe.Descriptions;
import parley.fl.statistic.describe.GroupDescription;
import parley.fl.statistic.run.StatisticRun;
import parley.html.HtmlPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley stats describe}: what columns of numbers look like. */
@Command(
    name = "describe",
    description = "Count, mean, variance, skewness, kurtosis and norms of columns of numbers.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class StatsDescribeCommand extends StatisticCommand<Descriptions> {
  private static final List<String> HEADER =
      List.of("column", "n", "missing", "mean", "std. deviation", "skewness", "kurtosis");

  @Option(
      names = "--columns",
      required = true,
      paramLabel = "A,B",
      description = "the columns of numbers")
  private List<String> columns;

  @Option(names = "--by", paramLabel = "C", description = "the same for each value of a column")
  private @Nullable String by;

  @Option(names = "--weight", paramLabel = "C", description = "a column of row weights above 0")
  private @Nullable String weight;

  @Override
  protected Set<String> categories() {
    return by == null ? Set.of() : Set.of(by);
  }

  @Override
  protected StatisticRun.Result<Descriptions> ask(ProviderQuery query, StatisticData table) {
    return query.ask(
        new DescribeStatistic(
            table.numbers(columns),
            by == null ? null : table.category(by),
            weight == null ? null : table.number(weight)));
  }

  @Override
  protected Map<String, @Nullable Object> json(Descriptions result) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("rows", result.rows());
    if (by == null) {
      all.put("columns", columns(result.groups().get(0)));
      return all;
    }
    all.put("rowsWithoutGroup", result.rowsWithoutGroup());
    Map<String, Object> groups = new LinkedHashMap<>();
    for (GroupDescription group : result.groups()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("rows", group.rows());
      one.put("columns", columns(group));
      groups.put(String.valueOf(group.group()), one);
    }
    all.put("groups", groups);
    return all;
  }

  private static Map<String, Object> columns(GroupDescription group) {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (ColumnDescription c : group.columns()) {
      Map<String, @Nullable Object> figures = new LinkedHashMap<>();
      figures.put("n", c.n());
      figures.put("missing", c.missing());
      figures.put("sum", c.sum());
      figures.put("mean", c.mean());
      figures.put("variance", c.variance());
      figures.put("standardDeviation", c.standardDeviation());
      figures.put("skewness", c.skewness());
      figures.put("kurtosis", c.kurtosis());
      figures.put("normL1", c.normL1());
      figures.put("normL2", c.normL2());
      figures.put("numNonZeros", c.numNonZeros());
      figures.put("weightSum", c.weightSum());
      if (!c.undefined().isEmpty()) {
        figures.put("undefined", c.undefined());
      }
      columns.put(c.column(), figures);
    }
    return columns;
  }

  private static List<List<String>> table(GroupDescription group) {
    List<List<String>> rows = new ArrayList<>();
    for (ColumnDescription c : group.columns()) {
      rows.add(
          List.of(
              c.column(),
              String.valueOf(c.n()),
              String.valueOf(c.missing()),
              Words.number(c.mean()),
              Words.number(c.standardDeviation()),
              Words.number(c.skewness()),
              Words.number(c.kurtosis())));
    }
    return rows;
  }

  private String heading(GroupDescription group) {
    return by == null
        ? group.rows() + " rows"
        : "%s %s: %d rows".formatted(by, group.group(), group.rows());
  }

  @Override
  protected String text(Descriptions result) {
    List<String> parts = new ArrayList<>();
    for (GroupDescription group : result.groups()) {
      parts.add(heading(group) + "\n" + Words.table(HEADER, table(group)));
    }
    return String.join("\n\n", parts);
  }

  @Override
  protected void page(HtmlPage page, Descriptions result) {
    for (GroupDescription group : result.groups()) {
      page.table(heading(group), HEADER, table(group), row -> row);
    }
  }

  @Override
  protected String title() {
    return "Description";
  }

  @Override
  protected List<String> warnings(Descriptions result) {
    return result.rowsWithoutGroup() == 0
        ? List.of()
        : List.of(
            result.rowsWithoutGroup() + " rows have no value of " + by + " and are in no group");
  }
}
