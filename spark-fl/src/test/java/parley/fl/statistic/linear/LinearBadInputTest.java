package parley.fl.statistic.linear;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.ModelTable;
import parley.fl.statistic.linear.LinearStatistic.Errors;

class LinearBadInputTest {
  private static ModelTable table(int rows) {
    return ModelTable.ofRows(rows)
        .with("x", i -> i % 7)
        .with("u", i -> i * i % 11)
        .with("sum", i -> 3.0 * (i % 7) - i * i % 11 + 5)
        .with("one", i -> 1e6)
        .with("none", i -> Double.NaN)
        .with("wrong", i -> i - 3)
        .with("huge", i -> i == 4 ? 2e15 : i)
        .with("y", i -> i % 5 + i);
  }

  private static LinearStatistic statistic(
      double reg, double elasticNet, Errors errors, @Nullable String weight, String... features) {
    return new LinearStatistic("y", List.of(features), weight, reg, elasticNet, true, true, errors);
  }

  private static ThrowingCallable fit(
      int rows, int providers, Errors errors, @Nullable String weight, String... features) {
    LinearStatistic statistic = statistic(0, 0, errors, weight, features);
    return () -> MemorySums.result(statistic, table(rows).deal(statistic.columns(), providers));
  }

  static Stream<Arguments> refused() {
    Errors plain = Errors.CLASSICAL;
    return Stream.of(
        Arguments.of(
            "no features",
            (ThrowingCallable) () -> statistic(0, 0, plain, null),
            "cannot fit a linear regression: expected features, got none"),
        Arguments.of(
            "label among features",
            (ThrowingCallable) () -> statistic(0, 0, plain, null, "x", "y"),
            "cannot compute a statistic: expected each column once, got [x, y, y]"),
        Arguments.of(
            "negative regParam",
            (ThrowingCallable) () -> statistic(-1, 0, plain, null, "x"),
            "cannot fit a linear regression: expected regParam of at least 0, got -1.0"),
        Arguments.of(
            "elasticNetParam",
            (ThrowingCallable) () -> statistic(1, 2, plain, null, "x"),
            "cannot fit a linear regression: expected elasticNetParam from 0 to 1, got 2.0"),
        Arguments.of(
            "errors of ridge",
            (ThrowingCallable) () -> statistic(1, 0, Errors.HC1, null, "x"),
            "cannot fit a linear regression: penalised coefficients have no standard errors,"
                + " expected regParam 0 with errors HC1, got 1.0"),
        Arguments.of(
            "dependent columns",
            fit(50, 3, plain, null, "x", "one", "u", "sum"),
            "cannot fit a linear regression: one, sum are constant or made of the columns before,"
                + " expected columns of which none follows from others; leave them out"),
        Arguments.of(
            "no complete row",
            fit(50, 3, plain, null, "x", "none"),
            "cannot fit a linear regression: expected rows without a missing value, got none among"
                + " 50"),
        Arguments.of(
            "no rows",
            fit(0, 3, plain, null, "x"),
            "cannot fit a linear regression: expected rows without a missing value, got none"),
        Arguments.of(
            "as many coefficients as rows",
            fit(3, 3, plain, null, "x", "u"),
            "cannot fit a linear regression: there are too few rows, expected more than the 3"
                + " coefficients, got 3"),
        Arguments.of(
            "weights",
            fit(50, 1, plain, "wrong", "x"),
            "cannot weigh rows of provider p0: a weight is 0, negative or not finite, expected"
                + " positive weights, got another; leave such rows out"),
        Arguments.of(
            "too small a unit",
            fit(50, 1, plain, null, "huge"),
            "cannot add up column huge of provider p0: it is in too small a unit, expected values"
                + " of at most 10^15; divide it by a power of ten, the same at every provider"),
        Arguments.of(
            "clusters",
            fit(50, 1, Errors.CLUSTER, null, "x"),
            "cannot compute errors clustered by provider: expected rows at two providers or more,"
                + " got one"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void fit_badInput_saysWhat(String name, ThrowingCallable fit, String message) {
    assertThatThrownBy(fit).isInstanceOf(ParleyException.class).hasMessage(message);
  }
}
