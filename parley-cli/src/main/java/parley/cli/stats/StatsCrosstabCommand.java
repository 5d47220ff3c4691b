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
import parley.cli.terminal.InputException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.statistic.table.CrossTabStatistic;
import parley.fl.statistic.table.LeastCell;
import parley.fl.statistic.table.SuppressedTable;
import parley.fl.statistic.table.TableTests;
import parley.html.HtmlPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley stats crosstab}: counts of two categories, and whether they are independent. */
@Command(
    name = "crosstab",
    description = "Count two columns against each other, and test whether they are independent.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class StatsCrosstabCommand extends StatisticCommand<SuppressedTable> {
  @Option(names = "--rows", required = true, paramLabel = "A", description = "down the side")
  private String rows;

  @Option(names = "--columns", required = true, paramLabel = "B", description = "across the top")
  private String columns;

  @Option(
      names = "--least-cell",
      paramLabel = "K",
      defaultValue = "1",
      description =
          "hide counts of 1 to K - 1 in what is printed, and others that would give them; this"
              + " process has read them (default: 1, none)")
  private int leastCell = 1;

  @Override
  protected void check() {
    if (leastCell < 1) {
      throw new InputException(
          "cannot use --least-cell: expected a whole number from 1, got " + leastCell);
    }
    if (leastCell > 1 && addsNoise()) {
      throw new InputException(
          "cannot use --least-cell with --noise: a noisy count does not tell how many rows there"
              + " are, expected one of both");
    }
    if (rows.equals(columns)) {
      throw new InputException(
          "cannot count %s against itself: expected two columns".formatted(rows));
    }
  }

  @Override
  protected Set<String> categories() {
    return Set.of(rows, columns);
  }

  @Override
  protected StatisticRun.Result<SuppressedTable> ask(ProviderQuery query, StatisticData table) {
    return query
        .ask(new CrossTabStatistic(table.category(rows), table.category(columns)))
        .map(LeastCell.of(leastCell)::hide);
  }

  @Override
  protected Map<String, @Nullable Object> json(SuppressedTable t) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    Map<String, Object> counts = new LinkedHashMap<>();
    for (int i = 0; i < t.rowLevels().size(); i++) {
      Map<String, @Nullable Long> row = new LinkedHashMap<>();
      for (int j = 0; j < t.columnLevels().size(); j++) {
        row.put(t.columnLevels().get(j), t.counts().get(i).get(j));
      }
      counts.put(t.rowLevels().get(i), row);
    }
    all.put("table", counts);
    all.put("n", t.n());
    all.put("missing", t.missing());
    TableTests tests = t.tests();
    all.put("chiSquare", tests.chiSquare());
    all.put("degreesOfFreedom", tests.degreesOfFreedom());
    all.put("pValue", tests.pValue());
    all.put("yatesChiSquare", tests.yatesChiSquare());
    all.put("yatesPValue", tests.yatesPValue());
    all.put("gStatistic", tests.gStatistic());
    all.put("gPValue", tests.gPValue());
    all.put("cramersV", tests.cramersV());
    all.put("oddsRatio", tests.oddsRatio());
    all.put("fisherPValue", tests.fisherPValue());
    all.put("smallestExpected", tests.smallestExpected());
    all.put("leastCell", t.leastCell());
    all.put("hiddenSmall", t.hiddenSmall());
    all.put("hiddenBeside", t.hiddenBeside());
    if (!tests.undefined().isEmpty()) {
      all.put("undefined", tests.undefined());
    }
    return all;
  }

  private static List<String> header(SuppressedTable t) {
    List<String> header = new ArrayList<>(List.of(t.row() + " \\ " + t.column()));
    header.addAll(t.columnLevels());
    header.add("all");
    return header;
  }

  private static List<List<String>> cells(SuppressedTable t) {
    List<List<String>> cells = new ArrayList<>();
    for (int i = 0; i < t.rowLevels().size(); i++) {
      cells.add(row(t.rowLevels().get(i), t.counts().get(i), t.rowSums().get(i)));
    }
    cells.add(row("all", t.columnSums(), t.n()));
    return cells;
  }

  private static List<String> row(String name, List<@Nullable Long> counts, @Nullable Long sum) {
    List<String> row = new ArrayList<>(List.of(name));
    counts.forEach(count -> row.add(count == null ? "hidden" : count.toString()));
    row.add(sum == null ? "hidden" : sum.toString());
    return row;
  }

  private static String tests(SuppressedTable t) {
    TableTests tests = t.tests();
    return tests.chiSquare() == null
        ? "no test of independence: "
            + tests.undefined().getOrDefault("chiSquare", "a cell is hidden")
        : "chi-square %s with %d degrees of freedom, p %s; Cramer's V %s"
            .formatted(
                Words.number(tests.chiSquare()),
                tests.degreesOfFreedom(),
                Words.number(tests.pValue()),
                Words.number(tests.cramersV()));
  }

  @Override
  protected String text(SuppressedTable t) {
    return Words.table(header(t), cells(t)) + "\n" + tests(t);
  }

  @Override
  protected void page(HtmlPage page, SuppressedTable t) {
    page.table("Counts", header(t), cells(t), row -> row).paragraph(tests(t) + ".");
  }

  @Override
  protected String title() {
    return "%s by %s".formatted(rows, columns);
  }

  @Override
  protected List<String> warnings(SuppressedTable t) {
    List<String> warnings = new ArrayList<>(t.tests().warnings());
    if (t.hiddenSmall() + t.hiddenBeside() > 0) {
      warnings.add(t.note());
    }
    return warnings;
  }
}
