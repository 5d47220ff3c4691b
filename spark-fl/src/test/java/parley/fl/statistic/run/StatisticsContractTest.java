package parley.fl.statistic.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.compare.AnovaStatistic;
import parley.fl.statistic.compare.JarqueBeraStatistic;
import parley.fl.statistic.compare.NormalFitStatistic;
import parley.fl.statistic.compare.ProportionStatistic;
import parley.fl.statistic.compare.RankStatistic;
import parley.fl.statistic.compare.TTestStatistic;
import parley.fl.statistic.correlate.CovarianceStatistic;
import parley.fl.statistic.correlate.SpearmanStatistic;
import parley.fl.statistic.cox.CoxStatistic;
import parley.fl.statistic.describe.DescribeStatistic;
import parley.fl.statistic.describe.TableOneStatistic;
import parley.fl.statistic.glm.Family;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.glm.Link;
import parley.fl.statistic.grid.Grid;
import parley.fl.statistic.linear.LinearStatistic;
import parley.fl.statistic.meta.MantelHaenszelStatistic;
import parley.fl.statistic.meta.MetaStatistic;
import parley.fl.statistic.meta.MetaTerm;
import parley.fl.statistic.multinomial.MultinomialStatistic;
import parley.fl.statistic.quantile.HistogramStatistic;
import parley.fl.statistic.quantile.QuantileRange;
import parley.fl.statistic.quantile.QuantileStatistic;
import parley.fl.statistic.quantile.TopStatistic;
import parley.fl.statistic.study.StudyStatistic;
import parley.fl.statistic.survival.KaplanMeierStatistic;
import parley.fl.statistic.survival.LogRankStatistic;
import parley.fl.statistic.survival.TimeGrid;
import parley.fl.statistic.table.CrossTabStatistic;
import parley.fl.sum.SumSpec;
import parley.fl.table.Category;

/** Whatever a folder adds is found by its name, and is the same behind the plan's text. */
class StatisticsContractTest {
  private static final ClassLoader LOADER = Statistic.class.getClassLoader();
  private static final Category SEX = new Category("sex", List.of("f", "m"));
  private static final Category CITY = new Category("city", List.of("Ulm", "Köln, \"am Rhein\""));
  private static final Grid AGES = new Grid(0, 1, 121);

  static Stream<Statistic<?>> each() {
    return Stream.of(
        new DescribeStatistic(List.of("age"), SEX, "w"),
        new DescribeStatistic(List.of("age", "bmi"), null, null),
        new TableOneStatistic(List.of("age"), List.of(CITY), SEX),
        new CovarianceStatistic(List.of("age", "bmi")),
        new SpearmanStatistic(List.of("age", "bmi"), List.of(AGES, new Grid(.5, .1, 40))),
        new CrossTabStatistic(SEX, CITY),
        new TTestStatistic("age", null, SEX, 0),
        new TTestStatistic("age", "before", null, 1.5),
        new AnovaStatistic(List.of("age"), SEX),
        new RankStatistic("age", AGES, SEX),
        new NormalFitStatistic("age", AGES, null, 3.0),
        new ProportionStatistic(SEX, CITY, "Ulm"),
        new JarqueBeraStatistic("age"),
        new HistogramStatistic("age", List.of(0.0, 18.5, 1e300)),
        new QuantileStatistic(
            List.of("age"), List.of(.5), List.of(new QuantileRange(0, 120, null)), 5),
        TopStatistic.levels(CITY, 3),
        TopStatistic.numbers("age", AGES, 3),
        new LinearStatistic(
            "y", List.of("age"), "w", .1, .5, true, true, LinearStatistic.Errors.CLASSICAL),
        new GlmStatistic(
            "y",
            List.of("age"),
            "o",
            null,
            new GlmModel(Family.TWEEDIE, Link.LOG, 1.5),
            true,
            25,
            1e-8),
        new MultinomialStatistic(CITY, List.of("age"), "Ulm", "w", .1, false, 25, 1e-8),
        new KaplanMeierStatistic("t", "e", SEX, new TimeGrid(0, 52, 1)),
        new LogRankStatistic(
            "t",
            "e",
            SEX,
            new TimeGrid(0, 52, .5),
            LogRankStatistic.Weighting.FLEMING_HARRINGTON,
            1,
            .5),
        new CoxStatistic("t", "e", List.of("age"), CoxStatistic.Ties.EFRON, 25, 1e-8),
        new MetaStatistic(
            List.of(new MetaTerm("b", "b1", "s1")), MetaStatistic.Method.REML, true, false),
        new MantelHaenszelStatistic("a", "b", "c", "d", true, false),
        new StudyStatistic(
            StudyStatistic.Model.LINEAR,
            "y",
            List.of("age"),
            "w",
            MetaStatistic.Method.REML,
            false,
            false));
  }

  @ParameterizedTest
  @MethodSource("each")
  void text_readAgain_isTheSameStatistic(Statistic<?> statistic) {
    Statistic<?> again = StatisticText.parse(StatisticText.of(statistic));
    assertThat(again).isEqualTo(statistic).isNotSameAs(statistic);
    assertThat(again.sums()).isEqualTo(statistic.sums()).isNotEmpty();
    assertThat(again.columns()).isEqualTo(statistic.columns());
    assertThat(again.sums().stream().map(sum -> sum.step()).distinct()).hasSameSizeAs(again.sums());
    assertThat(phases(again)).as("a plan's phase has its steps together").doesNotHaveDuplicates();
  }

  private static List<String> phases(Statistic<?> statistic) {
    List<String> phases = new ArrayList<>();
    for (SumSpec sum : statistic.sums()) {
      String phase = sum.step().substring(0, sum.step().indexOf('/'));
      if (phases.isEmpty() || !phases.get(phases.size() - 1).equals(phase)) {
        phases.add(phase);
      }
    }
    return phases;
  }

  @Test
  void each_ofTheMainCode_isInThisTable() throws Exception {
    Path classes =
        Path.of(Statistic.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.walk(classes.resolve("parley/fl/statistic"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = classes.relativize(file).toString().replace('/', '.');
        Class<?> one =
            Class.forName(name.substring(0, name.length() - ".class".length()), false, LOADER);
        if (Statistic.class.isAssignableFrom(one) && !one.isInterface()) {
          there.add(one.getName());
        }
      }
    }
    Set<String> here = new TreeSet<>();
    each().forEach(statistic -> here.add(statistic.getClass().getName()));
    assertThat(here).isEqualTo(there);
  }
}
