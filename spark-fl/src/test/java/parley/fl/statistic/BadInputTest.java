package parley.fl.statistic;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
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
import parley.fl.statistic.scale.ColumnScales;
import parley.fl.statistic.table.CrossTabStatistic;
import parley.fl.statistic.table.LeastCell;
import parley.fl.table.Category;
import parley.fl.table.TableRows;
import parley.mhe.protocol.WireWriter;

/** What the descriptive statistics refuse, and in which words. */
class BadInputTest {
  private static final TestTable TABLE =
      TestTable.of(
          Map.of(
              "x", List.of("1", "2", "3", "5", "8", "13"),
              "same", List.of("4", "4", "4", "4", "4", "4"),
              "huge", List.of("1e16", "2", "3", "4", "5", "6"),
              "none", List.of("", "", "", "", "", ""),
              "g", List.of("a", "a", "a", "b", "b", "b"),
              "one", List.of("a", "a", "a", "a", "a", "a")));
  private static final Category G = new Category("g", List.of("a", "b"));

  /** What the providers are told of a column, a scale of 2^-60 where it is 8. */
  private static final byte[] SCALES =
      new ColumnScales(List.of("x"), new double[] {0}, new int[] {-60}).toBytes();

  private static final Grid GRID = Grid.to(0, 15, 1);

  static List<Arguments> bad() {
    return List.of(
        row(
            () -> TABLE.result(new DescribeStatistic(List.of(), null, null)),
            "cannot compute a statistic: expected a column, got none"),
        row(
            () -> TABLE.result(new DescribeStatistic(List.of("x", "x"), null, null)),
            "cannot compute a statistic: expected each column once, got [x, x]"),
        row(
            () -> TABLE.result(new DescribeStatistic(List.of("huge"), null, null)),
            "cannot add up column huge of provider"),
        row(
            () ->
                TestTable.of(Map.of("x", List.of()))
                    .result(new DescribeStatistic(List.of("x"), null, null)),
            "cannot describe x: the providers have no rows together, expected at least one, got 0"),
        row(
            () -> TABLE.result(new DescribeStatistic(List.of("x"), G, null)).group("d"),
            "cannot find group d: expected one of [a, b], got another"),
        row(
            () -> told(new DescribeStatistic(List.of("x"), null, null), SCALES),
            "cannot describe column x: the scale that provider provider-0 was told does not fit its"
                + " rows"),
        row(
            () -> told(new DescribeStatistic(List.of("x"), null, "same"), twoColumns()),
            "cannot describe column x: the scale that provider provider-0 was told does not fit its"
                + " rows"),
        row(
            () -> told(new CovarianceStatistic(List.of("x", "same")), twoColumns()),
            "cannot correlate columns of provider provider-0: the scale that it was told does not"
                + " fit its rows"),
        row(
            () -> TABLE.result(new CrossTabStatistic(G, new Category("none", List.of("z")))),
            "cannot count g by none: no provider has a row with both, expected at least one, got"
                + " 0"),
        row(
            () -> new CrossTabStatistic(many("g"), many("h")),
            "cannot count g by h: expected at most 2^23 pairs of levels, got 100020001"),
        row(
            () -> new RankStatistic("x", new Grid(0, 1, 1 << 22), many("g")).sums(),
            "cannot add up rows by the value of x and by g: expected at least one number and at"
                + " most 2^24, got 2147483647"),
        row(
            () -> TTestStatistic.oneSample("x", Double.NaN),
            "cannot compare means of x: expected a number to compare with, got NaN"),
        row(() -> LeastCell.of(0), "cannot hide small cells: expected a least cell of 1 or more"),
        row(
            () -> new Category("g", List.of("a", "a")),
            "cannot use the levels of g: expected each once, got [a, a]"),
        row(
            () -> new CovarianceStatistic(List.of("x")),
            "cannot correlate columns: expected two or more, got 1"),
        row(
            () -> TABLE.result(new CovarianceStatistic(List.of("x", "none"))),
            "cannot correlate x, none: no row has a value in each, expected one at least, got 0 of"
                + " 6"),
        row(
            () -> new SpearmanStatistic(List.of("x", "same"), List.of(GRID)),
            "cannot correlate ranks: expected two columns or more and a grid each, got 2 and 1"),
        row(
            () -> TABLE.result(new SpearmanStatistic(List.of("x", "none"), List.of(GRID, GRID))),
            "cannot correlate x, none: no row has a value in each, expected one at least, got 0 of"
                + " 6"),
        row(
            () -> new TTestStatistic("x", "same", G, 0),
            "cannot compare means of x: expected pairs or groups, got both"),
        row(
            () -> TTestStatistic.groups("x", new Category("g", List.of("a"))),
            "cannot compare means of x: expected two levels of g, got 1"),
        row(
            () -> TABLE.result(TTestStatistic.groups("x", new Category("one", List.of("a", "b")))),
            "cannot compare means of x: there are too few values in group b, expected two or more,"
                + " got 0"),
        row(
            () -> TABLE.result(TTestStatistic.groups("same", G)),
            "cannot compare means of same: there is no variance, expected values that differ"),
        row(
            () -> new AnovaStatistic(List.of("x"), new Category("g", List.of("a"))),
            "cannot compare groups: expected two levels of g or more, got 1"),
        row(
            () ->
                TABLE.result(
                    new AnovaStatistic(List.of("x"), new Category("one", List.of("a", "b")))),
            "cannot compare groups of x: there are too few values, expected two groups and more"
                + " values than groups, got 6 values in 1 groups"),
        row(
            () -> TABLE.result(new AnovaStatistic(List.of("same"), G)),
            "cannot compare groups of same: there is no variance"),
        row(
            () -> TABLE.result(new RankStatistic("none", GRID, G)),
            "cannot compare ranks of none: expected values in two groups or more, got 0"),
        row(
            () -> TABLE.result(new RankStatistic("same", GRID, G)),
            "cannot compare ranks of same: all values are the same on its grid"),
        row(
            () -> new ProportionStatistic(G, G, "c"),
            "cannot compare proportions: expected one of [a, b] to count, got c"),
        row(
            () ->
                TABLE.result(
                    new ProportionStatistic(new Category("one", List.of("a", "b")), G, "a")),
            "cannot compare proportions of g: group b is empty, expected a row at least, got 0"),
        row(
            () -> TABLE.result(new NormalFitStatistic("x", Grid.to(0, 10, 1), null, null)),
            "cannot test whether values of x are normal: its grid ends before they do, expected all"
                + " values on it, got 1 outside"),
        row(
            () -> TABLE.result(new NormalFitStatistic("same", GRID, null, null)),
            "cannot test whether values of same are normal: there is no deviation"),
        row(
            () -> TABLE.result(new JarqueBeraStatistic("same")),
            "cannot test whether same is normal: all values are the same"),
        row(
            () -> new QuantileRange(2, 1, null),
            "cannot use a range: expected a lower end below the upper, got 2.0 to 1.0"),
        row(
            () -> new QuantileRange(0, 1, .3),
            "cannot use a range: expected a whole number of steps"),
        row(
            () -> quantiles("x", 1.5, 1),
            "cannot find quantiles: expected probabilities above 0 and at most 1, got [1.5]"),
        row(
            () -> quantiles("x", .5, 0),
            "cannot find quantiles: expected at least one row in a bin, got 0"),
        row(
            () -> TABLE.result(quantiles("none", .5, 1)),
            "cannot find quantiles of none: no provider has a value, expected at least one, got 0"
                + " in 6 rows"),
        row(
            () -> new HistogramStatistic("x", List.of(0.0, 2.0, 1.0)),
            "cannot count a histogram of x: expected two edges or more, ascending, got [0.0, 2.0,"
                + " 1.0]"),
        row(
            () -> TABLE.result(new HistogramStatistic("none", List.of(0.0, 2.0))),
            "cannot count a histogram of none: no provider has a value"),
        row(
            () -> new TopStatistic("x", null, null, 3),
            "cannot find top values of x: expected levels or a grid, got neither"),
        row(
            () -> TopStatistic.numbers("x", GRID, 0),
            "cannot find top values of x: expected to tell 1 or more, got 0"),
        row(
            () -> TABLE.result(TopStatistic.numbers("none", GRID, 2)),
            "cannot find top values of none: no provider has a value"));
  }

  private static Category many(String column) {
    return new Category(column, IntStream.range(0, 10_000).mapToObj(Integer::toString).toList());
  }

  private static Object told(Statistic<?> statistic, byte[] scales) {
    TableRows rows = TABLE.split(statistic.columns(), 1).get(0);
    byte[] arguments =
        statistic instanceof DescribeStatistic ? new WireWriter().add(scales).toBytes() : scales;
    return statistic.local(statistic.sums().get(1), arguments, rows);
  }

  private static byte[] twoColumns() {
    return new ColumnScales(List.of("x", "same"), new double[] {0, 4}, new int[] {-60, 1})
        .toBytes();
  }

  private static QuantileStatistic quantiles(String column, double probability, int least) {
    return new QuantileStatistic(
        List.of(column), List.of(probability), List.of(new QuantileRange(0, 9, 1.0)), least);
  }

  private static Arguments row(Supplier<?> asked, String message) {
    return Arguments.of(asked, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("bad")
  void statistic_badInput_isRefusedInWords(Supplier<?> asked, String message) {
    assertThatThrownBy(asked::get)
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith(message);
  }
}
