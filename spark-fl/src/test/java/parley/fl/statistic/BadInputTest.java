package parley.fl.statistic;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.fl.statistic.describe.DescribeStatistic;
import parley.fl.statistic.describe.TableOne;
import parley.fl.table.Category;

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
            () -> TableOne.of(TABLE.result(new DescribeStatistic(List.of("x"), G, null)), "a", "d"),
            "cannot find group d: expected one of [a, b], got another"));
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
