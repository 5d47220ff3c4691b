package parley.cli.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parley.cli.query.GridOptions;
import parley.cli.query.RecordCommand;
import parley.cli.query.StatisticData;
import parley.cli.terminal.InputException;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.compare.AnovaStatistic;
import parley.fl.statistic.compare.AnovaTests;
import parley.fl.statistic.compare.JarqueBeraStatistic;
import parley.fl.statistic.compare.NormalFit;
import parley.fl.statistic.compare.NormalFitStatistic;
import parley.fl.statistic.compare.NormalityTest;
import parley.fl.statistic.compare.ProportionStatistic;
import parley.fl.statistic.compare.ProportionTest;
import parley.fl.statistic.compare.RankStatistic;
import parley.fl.statistic.compare.RankTests;
import parley.fl.statistic.compare.TTestStatistic;
import parley.fl.statistic.compare.TTests;
import parley.fl.statistic.run.StatisticRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley stats test}: a test's name follows. */
@Command(
    name = "test",
    description = "Test whether groups differ, or a column is as a distribution says.",
    mixinStandardHelpOptions = true,
    subcommands = {
      StatsTestCommand.T.class,
      StatsTestCommand.Anova.class,
      StatsTestCommand.MannWhitney.class,
      StatsTestCommand.KolmogorovSmirnov.class,
      StatsTestCommand.Proportions.class,
      StatsTestCommand.JarqueBera.class
    })
@SuppressWarnings("NullAway.Init")
public final class StatsTestCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "a test is missing, expected one of " + String.join(", ", spec.subcommands().keySet()));
  }

  /** {@code stats test t}. */
  @Command(
      name = "t",
      description = "Student's and Welch's test: of two groups, of pairs, or of one mean.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class T extends RecordCommand<TTests> {
    @Option(names = "--columns", required = true, paramLabel = "A", description = "of numbers")
    private String column;

    @Option(names = "--by", paramLabel = "G", description = "a column of two values")
    private @Nullable String by;

    @Option(
        names = "--paired",
        paramLabel = "B",
        description = "a column that is subtracted row by row")
    private @Nullable String paired;

    @Option(
        names = "--mean",
        paramLabel = "M",
        description = "what the mean is compared with (default: 0)")
    private @Nullable Double mean;

    @Override
    protected void check() {
      if (by != null && (paired != null || mean != null)) {
        throw new InputException(
            "cannot choose a test: expected --by, or --paired or --mean, got both");
      }
    }

    @Override
    protected Set<String> categories() {
      return by == null ? Set.of() : Set.of(by);
    }

    @Override
    protected StatisticRun.Result<TTests> ask(ProviderQuery query, StatisticData table) {
      return query.ask(
          asked(
              () ->
                  new TTestStatistic(
                      table.number(column),
                      paired == null ? null : table.number(paired),
                      by == null ? null : table.category(by),
                      mean == null ? 0 : mean)));
    }

    @Override
    protected List<String> warnings(TTests result) {
      return Left.warnings(result.left());
    }

    @Override
    protected String title() {
      return "t test of " + column;
    }
  }

  /** {@code stats test anova}. */
  @Command(
      name = "anova",
      description = "One-way analysis of variance.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Anova extends RecordCommand<AnovaTests> {
    @Option(names = "--columns", required = true, paramLabel = "A,B", description = "of numbers")
    private List<String> columns;

    @Option(names = "--by", required = true, paramLabel = "G", description = "a column of groups")
    private String by;

    @Override
    protected Set<String> categories() {
      return Set.of(by);
    }

    @Override
    protected StatisticRun.Result<AnovaTests> ask(ProviderQuery query, StatisticData table) {
      return query.ask(asked(() -> new AnovaStatistic(table.numbers(columns), table.category(by))));
    }

    @Override
    protected List<String> warnings(AnovaTests result) {
      return Left.warnings(result.left());
    }

    @Override
    protected String title() {
      return "Analysis of variance by " + by;
    }
  }

  /** {@code stats test mannwhitney}. */
  @Command(
      name = "mannwhitney",
      description =
          "Mann-Whitney's and Kolmogorov-Smirnov's test of two groups, Kruskal-Wallis's of any.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class MannWhitney extends RecordCommand<RankTests> {
    @Option(names = "--columns", required = true, paramLabel = "A", description = "of numbers")
    private String column;

    @Option(names = "--by", required = true, paramLabel = "G", description = "a column of groups")
    private String by;

    @Mixin private GridOptions grids;

    @Override
    protected void check() {
      grids.check();
    }

    @Override
    protected Set<String> categories() {
      return Set.of(by);
    }

    @Override
    protected StatisticRun.Result<RankTests> ask(ProviderQuery query, StatisticData table) {
      return query.ask(
          asked(() -> new RankStatistic(column, grids.of(column, table), table.category(by))));
    }

    @Override
    protected List<String> warnings(RankTests result) {
      List<String> warnings = new ArrayList<>(Left.warnings(result.left()));
      warnings.addAll(Left.offGrid(result.offGrid() + result.outside()));
      return warnings;
    }

    @Override
    protected String title() {
      return "Tests of ranks of " + column;
    }
  }

  /** {@code stats test ks}. */
  @Command(
      name = "ks",
      description = "Kolmogorov-Smirnov's test of a column against a normal distribution.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class KolmogorovSmirnov extends RecordCommand<NormalFit> {
    @Option(names = "--columns", required = true, paramLabel = "A", description = "of numbers")
    private String column;

    @Option(
        names = "--mean",
        paramLabel = "M",
        description = "of the distribution (default: the column's)")
    private @Nullable Double mean;

    @Option(
        names = "--deviation",
        paramLabel = "S",
        description = "of the distribution (default: the column's)")
    private @Nullable Double deviation;

    @Mixin private GridOptions grids;

    @Override
    protected void check() {
      grids.check();
    }

    @Override
    protected StatisticRun.Result<NormalFit> ask(ProviderQuery query, StatisticData table) {
      return query.ask(
          asked(() -> new NormalFitStatistic(column, grids.of(column, table), mean, deviation)));
    }

    @Override
    protected List<String> warnings(NormalFit result) {
      return Left.offGrid(result.offGrid());
    }

    @Override
    protected String title() {
      return "Fit of a normal distribution to " + column;
    }
  }

  /** {@code stats test proportions}. */
  @Command(
      name = "proportions",
      description = "Whether an outcome is as frequent in two groups.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Proportions extends RecordCommand<ProportionTest> {
    @Option(names = "--columns", required = true, paramLabel = "A", description = "the outcome")
    private String column;

    @Option(
        names = "--success",
        required = true,
        paramLabel = "V",
        description = "the value that is counted")
    private String success;

    @Option(names = "--by", required = true, paramLabel = "G", description = "of two values")
    private String by;

    @Override
    protected Set<String> categories() {
      return Set.of(column, by);
    }

    @Override
    protected StatisticRun.Result<ProportionTest> ask(ProviderQuery query, StatisticData table) {
      return query.ask(
          asked(
              () -> new ProportionStatistic(table.category(by), table.category(column), success)));
    }

    @Override
    protected List<String> warnings(ProportionTest result) {
      return Left.warnings(result.left());
    }

    @Override
    protected String title() {
      return "Share of %s %s by %s".formatted(column, success, by);
    }
  }

  /** {@code stats test jarquebera}. */
  @Command(
      name = "jarquebera",
      description = "Jarque and Bera's test of a normal distribution.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class JarqueBera extends RecordCommand<NormalityTest> {
    @Option(names = "--columns", required = true, paramLabel = "A", description = "of numbers")
    private String column;

    @Override
    protected StatisticRun.Result<NormalityTest> ask(ProviderQuery query, StatisticData table) {
      return query.ask(asked(() -> new JarqueBeraStatistic(table.number(column))));
    }

    @Override
    protected String title() {
      return "Normality of " + column;
    }
  }

  /** What to know of rows that are in no test. */
  private static final class Left {
    static List<String> warnings(long rows) {
      return rows == 0
          ? List.of()
          : List.of(rows + " rows are of no group that is tested, and were left out");
    }

    static List<String> offGrid(long values) {
      return values == 0
          ? List.of()
          : List.of(
              values
                  + " values are on no point of the grid: they counted at the nearest, or as"
                  + " below or above it");
    }
  }
}
