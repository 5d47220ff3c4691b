package parley.fl.statistic.cox;

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
import parley.fl.statistic.cox.CoxStatistic.Ties;
import parley.json.JsonRecords;

class CoxBadInputTest {
  private static ThrowingCallable fit(String time, String event, int maxIter, String... features) {
    CoxStatistic statistic =
        new CoxStatistic(time, event, List.of(features), Ties.EFRON, maxIter, 1e-8);
    ModelTable table =
        ModelTable.ofRows(60)
            .with("t", i -> i % 17)
            .with("negative", i -> i - 2)
            .with("e", i -> i % 2)
            .with("never", i -> 0)
            .with("codes", i -> i % 3)
            .with("none", i -> Double.NaN)
            .with("x", i -> i % 7)
            .with("twice", i -> 2 * (i % 7))
            .with("one", i -> 1)
            .with("first", i -> 17 - i % 17);
    return () -> MemorySums.result(statistic, table.deal(statistic.columns(), 2));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "no features",
            (ThrowingCallable) () -> new CoxStatistic("t", "e", List.of(), Ties.EFRON, 25, 1e-8),
            "expected features, got none"),
        Arguments.of(
            "rounds",
            (ThrowingCallable) () -> fit("t", "e", 0, "x"),
            "expected maxIter from 1 to 4000, got 0"),
        Arguments.of(
            "negative times",
            fit("negative", "e", 25, "x"),
            "1 rows of provider p0 have negative times in negative, expected times of at least 0"),
        Arguments.of(
            "event codes",
            fit("t", "codes", 25, "x"),
            "10 rows of provider p0 have other event codes in codes, expected 0 or 1"),
        Arguments.of("no events", fit("t", "never", 25, "x"), "expected events, got none"),
        Arguments.of(
            "no complete row",
            fit("t", "e", 25, "none"),
            "expected rows without a missing value, got none among 60"),
        Arguments.of(
            "dependent columns",
            fit("t", "e", 25, "x", "twice", "one"),
            "twice, one are constant or made of the columns before, expected columns of which none"
                + " follows from others; leave them out"),
        Arguments.of(
            "order follows from a column",
            fit("t", "e", 60, "first"),
            "the coefficient of first grows without end, expected that rows with and without events"
                + " overlap in it; leave it out"),
        Arguments.of(
            "rounds spent",
            fit("t", "e", 1, "x"),
            "the coefficients still move after 1 rounds, expected a step below 1.0E-8 standard"
                + " errors; raise maxIter"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void fit_badInput_saysWhat(String name, ThrowingCallable fit, String message) {
    assertThatThrownBy(fit)
        .isInstanceOf(ParleyException.class)
        .hasMessage("cannot fit a Cox model: " + message);
  }

  @Test
  void statistic_asJson_sameAgain() {
    CoxStatistic statistic = new CoxStatistic("t", "e", List.of("x"), Ties.BRESLOW, 9, .1);
    String json = JsonRecords.write(statistic, "a statistic");
    assertThat(JsonRecords.read(json, CoxStatistic.class, "a statistic")).isEqualTo(statistic);
  }
}
