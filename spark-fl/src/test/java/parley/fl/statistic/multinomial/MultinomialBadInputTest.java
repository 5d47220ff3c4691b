package parley.fl.statistic.multinomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.fl.statistic.MemorySums;
import parley.fl.table.Category;
import parley.fl.table.TableRows;
import parley.json.JsonRecords;

class MultinomialBadInputTest {
  private static final Category LEVELS = new Category("kind", List.of("a", "b", "c"));

  /** Rows whose level follows from x by the given codes. */
  private static ThrowingCallable fit(int maxIter, int rows, int... codes) {
    MultinomialStatistic statistic =
        new MultinomialStatistic(LEVELS, List.of("x", "twice"), null, null, 0, true, maxIter, 1e-8);
    return () -> MemorySums.result(statistic, List.of(rows(rows, 2, codes)));
  }

  private static TableRows rows(int rows, double factor, int... codes) {
    double[] x = new double[rows];
    double[] other = new double[rows];
    int[] kinds = new int[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = i % codes.length;
      other[i] = factor == 0 ? i * i % 5 : factor * x[i];
      kinds[i] = codes[i % codes.length];
    }
    return new TableRows("p", rows, Map.of("x", x, "twice", other), Map.of("kind", kinds), null);
  }

  private static ThrowingCallable separate(int maxIter) {
    MultinomialStatistic statistic =
        new MultinomialStatistic(LEVELS, List.of("x", "twice"), null, null, 0, true, maxIter, 1e-8);
    return () -> MemorySums.result(statistic, List.of(rows(90, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2)));
  }

  private static MultinomialStatistic settings(
      Category label, List<String> features, @Nullable String base, int maxIter, double tol) {
    return new MultinomialStatistic(label, features, base, null, 0, true, maxIter, tol);
  }

  static Stream<Arguments> refused() {
    List<String> x = List.of("x");
    return Stream.of(
        Arguments.of(
            "no features",
            (ThrowingCallable) () -> settings(LEVELS, List.of(), null, 9, .1),
            "expected features, got none"),
        Arguments.of(
            "one level",
            (ThrowingCallable) () -> settings(new Category("kind", List.of("a")), x, null, 9, .1),
            "expected two levels of kind or more, got [a]"),
        Arguments.of(
            "base",
            (ThrowingCallable) () -> settings(LEVELS, x, "d", 9, .1),
            "expected a base among [a, b, c], got d"),
        Arguments.of(
            "rounds",
            (ThrowingCallable) () -> settings(LEVELS, x, "a", 0, .1),
            "expected maxIter from 1 to 4000, got 0"),
        Arguments.of(
            "tolerance",
            (ThrowingCallable) () -> settings(LEVELS, x, "a", 9, 1),
            "expected tol between 0 and 1, got 1.0"),
        Arguments.of(
            "penalty",
            (ThrowingCallable)
                () -> new MultinomialStatistic(LEVELS, x, "a", null, -1, true, 9, .1),
            "expected regParam of at least 0, got -1.0"),
        Arguments.of(
            "dependent columns",
            fit(9, 90, 0, 1, 2, 0, 2, 1),
            "twice is constant or made of the columns before, expected columns of which none"
                + " follows from others; leave it out"),
        Arguments.of(
            "empty level",
            fit(9, 90, 0, 1, 0, 0, 1),
            "no row has level c of kind, expected rows of each level; leave it out"),
        Arguments.of(
            "few rows",
            fit(9, 6, 0, 1, 2),
            "there are too few rows, expected more than the 6 coefficients, got 6"),
        Arguments.of(
            "other levels alone",
            fit(9, 30, 3),
            "expected rows without a missing value, got none among 30"),
        Arguments.of(
            "rounds spent",
            separate(2),
            "the coefficients still move after 2 rounds, expected a step below 1.0E-8 standard"
                + " errors; raise maxIter"),
        Arguments.of(
            "separated",
            separate(60),
            "the features separate the levels, so that coefficients grow without end, expected"
                + " levels that overlap; leave the separating feature or level out"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void fit_badInput_saysWhat(String name, ThrowingCallable fit, String message) {
    assertThatThrownBy(fit)
        .isInstanceOf(ParleyException.class)
        .hasMessage("cannot fit a multinomial model: " + message);
  }

  @Test
  void statistic_asJson_sameAgain() {
    MultinomialStatistic statistic = settings(LEVELS, List.of("x"), "b", 9, .1);
    String json = JsonRecords.write(statistic, "a statistic");
    assertThat(JsonRecords.read(json, MultinomialStatistic.class, "a statistic"))
        .isEqualTo(statistic);
  }
}
