package parley.fl.statistic.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.compare.AnovaStatistic;
import parley.fl.statistic.compare.JarqueBeraStatistic;
import parley.fl.statistic.compare.NormalFitStatistic;
import parley.fl.statistic.compare.ProportionStatistic;
import parley.fl.statistic.compare.RankStatistic;
import parley.fl.statistic.compare.TTestStatistic;
import parley.fl.statistic.correlate.CovarianceStatistic;
import parley.fl.statistic.correlate.SpearmanStatistic;
import parley.fl.statistic.describe.DescribeStatistic;
import parley.fl.statistic.grid.Grid;
import parley.fl.statistic.quantile.HistogramStatistic;
import parley.fl.statistic.quantile.QuantileRange;
import parley.fl.statistic.quantile.QuantileStatistic;
import parley.fl.statistic.quantile.TopStatistic;
import parley.fl.statistic.table.CrossTabStatistic;
import parley.fl.table.Category;

/** What a plan holds of a statistic is all of it. */
class StatisticTextTest {
  private static final Category G = new Category("g", List.of("a; \"b\"", "ü"));
  private static final Grid GRID = Grid.to(-1.5, 2, .1);

  @Test
  void parse_ofItsText_isTheSameStatistic() {
    List<Statistic<?>> all =
        List.of(
            new DescribeStatistic(List.of("x", "y"), G, "w"),
            new DescribeStatistic(List.of("x"), null, null),
            new CovarianceStatistic(List.of("x", "y")),
            new SpearmanStatistic(List.of("x", "y"), List.of(GRID, new Grid(0, 1e-9, 3))),
            new CrossTabStatistic(G, new Category("h", List.of())),
            new HistogramStatistic("x", List.of(0.0, .1, 1e300)),
            new QuantileStatistic(
                List.of("x", "y"),
                List.of(.1, .5),
                List.of(new QuantileRange(0, 1, null), new QuantileRange(-3, 9, 1.0)),
                5),
            TopStatistic.levels(G, 3),
            TopStatistic.numbers("x", GRID, 3),
            TTestStatistic.oneSample("x", 2.5),
            TTestStatistic.paired("x", "y"),
            TTestStatistic.groups("x", G),
            new AnovaStatistic(List.of("x", "y"), G),
            new RankStatistic("x", GRID, G),
            new ProportionStatistic(G, new Category("o", List.of("0", "1")), "1"),
            new NormalFitStatistic("x", GRID, null, 2.5),
            new JarqueBeraStatistic("x"));
    for (Statistic<?> statistic : all) {
      Statistic<?> again = StatisticText.parse(StatisticText.of(statistic));
      assertThat((Object) again).isEqualTo(statistic);
      assertThat(again.sums()).isEqualTo(statistic.sums());
      assertThat(again.columns()).isEqualTo(statistic.columns());
    }
  }
}
