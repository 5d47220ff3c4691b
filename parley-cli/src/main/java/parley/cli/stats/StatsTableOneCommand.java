package parley.cli.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.query.Words;
import parley.cli.table.Names;
import parley.cli.terminal.InputException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.describe.TableOneResult;
import parley.fl.statistic.describe.TableOneResult.Cell;
import parley.fl.statistic.describe.TableOneResult.Level;
import parley.fl.statistic.describe.TableOneResult.Share;
import parley.fl.statistic.describe.TableOneStatistic;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.table.Category;
import parley.html.HtmlPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley stats tableone}: groups beside each other, as in the first table of a study. */
@Command(
    name = "tableone",
    description = "Means and shares of groups beside each other, with standardised differences.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class StatsTableOneCommand extends StatisticCommand<TableOneResult> {
  @Option(
      names = "--columns",
      required = true,
      paramLabel = "A,B",
      description = "the columns: of numbers a mean and deviation, of text a share a level")
  private List<String> columns;

  @Option(names = "--by", required = true, paramLabel = "G", description = "a column of groups")
  private String by;

  @Option(
      names = "--categories",
      paramLabel = "A,B",
      description = "columns among them whose numbers are names, such as codes")
  private List<String> codes = new ArrayList<>();

  private List<String> asked() {
    return StatisticData.distinct(columns);
  }

  @Override
  protected void check() {
    if (asked().contains(by)) {
      throw new InputException(
          "cannot use column %s in a table one: it names the groups already".formatted(by));
    }
    for (String code : Names.of(codes)) {
      if (!asked().contains(code)) {
        throw new InputException(
            "cannot use --categories: expected some of %s, got %s"
                .formatted(Names.list(asked()), code));
      }
    }
  }

  @Override
  protected Set<String> categories() {
    Set<String> all = new LinkedHashSet<>(Names.of(codes));
    all.add(by);
    return all;
  }

  @Override
  protected StatisticRun.Result<TableOneResult> ask(ProviderQuery query, StatisticData table) {
    List<String> numbers = new ArrayList<>();
    List<Category> names = new ArrayList<>();
    for (String column : asked()) {
      if (table.isText(column)) {
        names.add(table.category(column));
      } else {
        numbers.add(table.number(column));
      }
    }
    return query.ask(asked(() -> new TableOneStatistic(numbers, names, table.category(by))));
  }

  @Override
  protected Map<String, @Nullable Object> json(TableOneResult t) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("groups", byGroup(t, t.rows()));
    all.put("rowsWithoutGroup", t.rowsWithoutGroup());
    Map<String, Object> found = new LinkedHashMap<>();
    for (TableOneResult.Numbers column : t.numbers()) {
      Map<String, @Nullable Object> one = figures(column.all());
      one.put("groups", byGroup(t, column.groups().stream().map(c -> figures(c)).toList()));
      difference(one, column.standardizedDifference(), column.reason());
      found.put(column.column(), one);
    }
    for (TableOneResult.Levels column : t.levels()) {
      Map<String, Object> levels = new LinkedHashMap<>();
      for (Level level : column.levels()) {
        Map<String, @Nullable Object> one = figures(level.all());
        one.put("groups", byGroup(t, level.groups().stream().map(s -> figures(s)).toList()));
        difference(one, level.standardizedDifference(), level.reason());
        levels.put(level.level(), one);
      }
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("missing", column.missing());
      one.put("missingByGroup", byGroup(t, column.missingByGroup()));
      one.put("levels", levels);
      found.put(column.column(), one);
    }
    Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
    asked().forEach(column -> ordered.put(column, found.get(column)));
    all.put("columns", ordered);
    return all;
  }

  private static Map<String, Object> byGroup(TableOneResult t, List<?> values) {
    Map<String, Object> groups = new LinkedHashMap<>();
    for (int g = 0; g < t.groups().size(); g++) {
      groups.put(t.groups().get(g), values.get(g));
    }
    return groups;
  }

  private static Map<String, @Nullable Object> figures(Cell cell) {
    Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    figures.put("n", cell.n());
    figures.put("missing", cell.missing());
    figures.put("mean", cell.mean());
    figures.put("standardDeviation", cell.standardDeviation());
    return figures;
  }

  private static Map<String, @Nullable Object> figures(Share share) {
    Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    figures.put("count", share.count());
    figures.put("share", share.share());
    return figures;
  }

  private static void difference(
      Map<String, @Nullable Object> all, @Nullable Double value, @Nullable String reason) {
    all.put("standardizedDifference", value);
    if (reason != null) {
      all.put("undefined", Map.of("standardizedDifference", reason));
    }
  }

  private static List<String> header(TableOneResult t) {
    List<String> header = new ArrayList<>(List.of("", "all"));
    t.groups().forEach(group -> header.add(t.by() + " " + group));
    header.add("difference");
    return header;
  }

  private List<List<String>> rows(TableOneResult t) {
    Map<String, List<List<String>>> found = new LinkedHashMap<>();
    for (TableOneResult.Numbers column : t.numbers()) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(
          row(
              column.column() + ", mean (sd)",
              words(column.all()),
              column.groups().stream().map(StatsTableOneCommand::words).toList(),
              Words.number(column.standardizedDifference())));
      addMissing(
          rows, column.all().missing(), column.groups().stream().map(Cell::missing).toList());
      found.put(column.column(), rows);
    }
    for (TableOneResult.Levels column : t.levels()) {
      List<List<String>> rows = new ArrayList<>();
      for (Level level : column.levels()) {
        rows.add(
            row(
                column.column() + " " + level.level() + ", rows (%)",
                words(level.all()),
                level.groups().stream().map(StatsTableOneCommand::words).toList(),
                Words.number(level.standardizedDifference())));
      }
      addMissing(rows, column.missing(), column.missingByGroup());
      found.put(column.column(), rows);
    }
    List<List<String>> all = new ArrayList<>();
    long sum = t.rows().stream().mapToLong(Long::longValue).sum();
    all.add(row("rows", sum + "", t.rows().stream().map(String::valueOf).toList(), ""));
    asked().forEach(column -> all.addAll(found.getOrDefault(column, List.of())));
    return all;
  }

  private static void addMissing(List<List<String>> rows, long all, List<Long> groups) {
    if (all > 0) {
      rows.add(row("  missing", all + "", groups.stream().map(String::valueOf).toList(), ""));
    }
  }

  private static List<String> row(String name, String all, List<String> groups, String difference) {
    List<String> row = new ArrayList<>(List.of(name, all));
    row.addAll(groups);
    row.add(difference);
    return row;
  }

  private static String words(Cell cell) {
    return cell.mean() == null
        ? "-"
        : "%s (%s)".formatted(Words.number(cell.mean()), Words.number(cell.standardDeviation()));
  }

  private static String words(Share share) {
    Double part = share.share();
    return part == null ? "-" : String.format(Locale.ROOT, "%d (%.1f)", share.count(), 100 * part);
  }

  @Override
  protected String text(TableOneResult t) {
    return Words.table(header(t), rows(t));
  }

  @Override
  protected void page(HtmlPage page, TableOneResult t) {
    page.table("Table one by " + by, header(t), rows(t), row -> row)
        .paragraph(
            t.groups().stream().filter(group -> !group.equals(Category.OTHER)).count() > 2
                ? "Differences are standardised: the largest of any two groups, without a sign."
                : "Differences are standardised: of means or shares, divided by the root of the"
                    + " mean of both groups' variances.");
  }

  @Override
  protected String title() {
    return "Table one by " + by;
  }

  @Override
  protected List<String> warnings(TableOneResult t) {
    return t.rowsWithoutGroup() == 0
        ? List.of()
        : List.of(t.rowsWithoutGroup() + " rows have no value of " + by + " and are left out");
  }
}
