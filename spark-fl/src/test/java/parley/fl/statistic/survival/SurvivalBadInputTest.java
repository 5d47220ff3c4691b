package parley.fl.statistic.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.survival.LogRankStatistic.Weighting;
import parley.fl.table.Category;
import parley.json.JsonRecords;

class SurvivalBadInputTest {
  private static final TimeGrid GRID = new TimeGrid(0, 20, 1);
  private static final Category KIND = new Category("kind", List.of("1.0", "0.0"));

  private static ModelTable table(int rows) {
    return ModelTable.ofRows(rows)
        .with("t", i -> i % 20)
        .with("negative", i -> i - 3)
        .with("off", i -> i % 20 + (i % 10 == 0 ? .5 : 0))
        .with("late", i -> i % 22)
        .with("none", i -> Double.NaN)
        .with("e", i -> i % 2)
        .with("never", i -> 0)
        .with("codes", i -> i % 3)
        .with("kind", i -> i % 3 / 2)
        .with("one", i -> 1);
  }

  private static ThrowingCallable curve(int rows, String time, String event) {
    KaplanMeierStatistic statistic = new KaplanMeierStatistic(time, event, null, GRID);
    return () -> MemorySums.result(statistic, table(rows).deal(statistic.columns(), 1));
  }

  private static ThrowingCallable compare(String event, Category by) {
    LogRankStatistic statistic =
        new LogRankStatistic("t", event, by, GRID, Weighting.LOG_RANK, 0, 0);
    return () -> MemorySums.result(statistic, table(60).deal(statistic.columns(), 3));
  }

  private static ThrowingCallable grid(double from, double to, double step) {
    return () -> new TimeGrid(from, to, step);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "negative times",
            curve(20, "negative", "e"),
            "cannot analyse survival: 3 rows of provider p0 have negative times in negative,"
                + " expected times of at least 0"),
        Arguments.of(
            "event codes",
            curve(60, "t", "codes"),
            "cannot analyse survival: 20 rows of provider p0 have other event codes in codes,"
                + " expected 0 or 1"),
        Arguments.of(
            "times between points",
            curve(60, "off", "e"),
            "cannot analyse survival: 6 rows of provider p0 have times off the grid in off,"
                + " expected times on 0.0:20.0:1.0; round them, the same at every provider"),
        Arguments.of(
            "times after the grid",
            curve(44, "late", "e"),
            "cannot analyse survival: 2 rows of provider p0 have times off the grid in late,"
                + " expected times on 0.0:20.0:1.0; round them, the same at every provider"),
        Arguments.of(
            "no rows",
            curve(0, "t", "e"),
            "cannot analyse survival: expected rows with a time, an event code and a group, got"
                + " none"),
        Arguments.of(
            "no complete row",
            curve(60, "none", "e"),
            "cannot analyse survival: expected rows with a time, an event code and a group, got"
                + " none among 60"),
        Arguments.of(
            "one level",
            compareOne(),
            "cannot compare survival: expected two groups of one or more, got [1.0]"),
        Arguments.of(
            "one group",
            compare("e", new Category("one", List.of("1.0", "0.0"))),
            "cannot compare survival: expected rows of two groups of one or more, got one group"),
        Arguments.of(
            "no events",
            compare("never", KIND),
            "cannot compare survival: a group's events say nothing, expected events at times when"
                + " two groups of kind are at risk, got none"),
        Arguments.of(
            "powers",
            (ThrowingCallable)
                () ->
                    new LogRankStatistic("t", "e", KIND, GRID, Weighting.FLEMING_HARRINGTON, -1, 0),
            "cannot compare survival: expected rho and gamma of at least 0, got -1.0 and 0.0"),
        Arguments.of(
            "grid backwards",
            grid(5, 0, 1),
            "cannot use a time grid: expected times from 0 on, a last one not before the first, a"
                + " positive step, got 5.0:0.0:1.0"),
        Arguments.of(
            "uneven grid",
            grid(0, 1, .3),
            "cannot use a time grid: expected the last time a whole number of steps after the"
                + " first, got 0.0:1.0:0.3"),
        Arguments.of(
            "fine grid",
            grid(0, 1e7, 1),
            "cannot use a time grid: expected at most 2^20 times, got 0.0:1.0E7:1.0"));
  }

  private static ThrowingCallable compareOne() {
    return () -> compare("e", new Category("one", List.of("1.0"))).call();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void analyse_badInput_saysWhat(String name, ThrowingCallable analyse, String message) {
    assertThatThrownBy(analyse).isInstanceOf(ParleyException.class).hasMessage(message);
  }

  @Test
  void statistic_asJson_sameAgain() {
    LogRankStatistic statistic =
        new LogRankStatistic("t", "e", KIND, new TimeGrid(0, 1, .1), Weighting.PETO, 0, 0);
    String json = JsonRecords.write(statistic, "a statistic");
    assertThat(JsonRecords.read(json, LogRankStatistic.class, "a statistic")).isEqualTo(statistic);
    assertThat(statistic.grid().time(3)).isEqualTo(.3);
  }
}
