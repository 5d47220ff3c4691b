package parley.fl.statistic.glm;

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
import parley.json.JsonRecords;

class GlmBadInputTest {
  private static final String CANNOT = "cannot fit a generalised linear model";
  private static final GlmModel LOGIT = GlmModel.of(Family.BINOMIAL, Link.LOGIT);
  private static final GlmModel POISSON = GlmModel.of(Family.POISSON, Link.LOG);

  private static ModelTable table() {
    return ModelTable.ofRows(60)
        .with("x", i -> i % 7)
        .with("u", i -> i * i % 11)
        .with("sum", i -> i % 7 + i * i % 11)
        .with("none", i -> Double.NaN)
        .with("count", i -> i % 5)
        .with("signed", i -> i % 5 - 1)
        .with("zero", i -> 0)
        .with("all", i -> 1)
        .with("mixed", i -> (i * 7 + i / 7) % 3 == 0 ? 1 : 0)
        .with("separated", i -> i % 7 > 3 ? 1 : 0)
        .with("nearly", i -> i % 7 == 3 ? i % 2 : i % 7 > 3 ? 1 : 0);
  }

  private static ThrowingCallable fit(
      String label, GlmModel model, int maxIter, String... features) {
    GlmStatistic statistic =
        new GlmStatistic(label, List.of(features), null, null, model, true, maxIter, 1e-8);
    return () -> MemorySums.result(statistic, table().deal(statistic.columns(), 1));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "no features",
            (ThrowingCallable) () -> fit("count", POISSON, 25),
            ": expected features, got none"),
        Arguments.of(
            "rounds",
            (ThrowingCallable) () -> fit("count", POISSON, 0, "x"),
            ": expected maxIter from 1 to 4000, got 0"),
        Arguments.of(
            "tolerance",
            (ThrowingCallable)
                () -> new GlmStatistic("y", List.of("x"), null, null, POISSON, true, 5, 0),
            ": expected tol between 0 and 1, got 0.0"),
        Arguments.of(
            "link of another family",
            (ThrowingCallable) () -> GlmModel.of(Family.BINOMIAL, Link.LOG),
            ": BINOMIAL does not go with link LOG, expected LOGIT, PROBIT or CLOGLOG"),
        Arguments.of(
            "variance power",
            (ThrowingCallable) () -> GlmModel.of(Family.TWEEDIE, Link.LOG),
            ": the variance power of TWEEDIE is 0.0, expected one above 1 other than 2; 0, 1 and 2"
                + " are GAUSSIAN, POISSON and GAMMA"),
        Arguments.of(
            "alpha",
            (ThrowingCallable) () -> new GlmModel(Family.NEGATIVE_BINOMIAL, Link.LOG, -1),
            ": alpha of NEGATIVE_BINOMIAL is -1.0, expected a positive one"),
        Arguments.of(
            "negative counts",
            fit("signed", POISSON, 25, "x"),
            " of family POISSON: 12 rows of provider p0 have another signed, expected labels of at"
                + " least 0"),
        Arguments.of(
            "gamma with 0",
            fit("count", GlmModel.of(Family.GAMMA, Link.LOG), 25, "x"),
            " of family GAMMA: 12 rows of provider p0 have another count, expected positive"
                + " labels"),
        Arguments.of(
            "two classes wanted",
            fit("count", LOGIT, 25, "x"),
            " of family BINOMIAL: 36 rows of provider p0 have another count, expected labels from 0"
                + " to 1"),
        Arguments.of(
            "no event",
            fit("zero", POISSON, 25, "x"),
            ": the labels' mean is at the end of its range or beyond it, expected labels that vary"
                + " and whose mean has a finite LOG"),
        Arguments.of(
            "one class",
            fit("all", LOGIT, 25, "x"),
            ": the labels' mean is at the end of its range or beyond it, expected labels that vary"
                + " and whose mean has a finite LOGIT"),
        Arguments.of(
            "dependent columns",
            fit("count", POISSON, 25, "x", "u", "sum"),
            ": sum is constant or made of the columns before, expected columns of which none"
                + " follows from others; leave it out"),
        Arguments.of(
            "no complete row",
            fit("count", POISSON, 25, "x", "none"),
            ": expected rows without a missing value, got none among 60"),
        Arguments.of(
            "rounds spent",
            fit("mixed", LOGIT, 1, "x", "u"),
            ": the coefficients still move after 1 rounds, expected a step below 1.0E-8 standard"
                + " errors; raise maxIter, or choose a link or features that suit the label"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void fit_badInput_saysWhat(String name, ThrowingCallable fit, String message) {
    assertThatThrownBy(fit).isInstanceOf(ParleyException.class).hasMessage(CANNOT + message);
  }

  @Test
  void fit_separatedLabels_saysSo() {
    for (String label : List.of("separated", "nearly")) {
      for (GlmModel model : List.of(LOGIT, GlmModel.of(Family.BINOMIAL, Link.PROBIT))) {
        assertThatThrownBy(fit(label, model, 60, "x"))
            .as(label + " " + model)
            .isInstanceOf(ParleyException.class)
            .hasMessageMatching(
                CANNOT
                    + ": the features separate the labels, so that coefficients grow without end:"
                    + " [1-9]\\d* rows have a mean at the end of its range, expected labels that"
                    + " overlap; leave the separating feature out or use a penalty");
      }
    }
  }

  @Test
  void statistic_asJson_sameAgain() {
    GlmStatistic statistic =
        new GlmStatistic(
            "y",
            List.of("a"),
            "o",
            null,
            new GlmModel(Family.TWEEDIE, Link.LOG, 1.5),
            false,
            9,
            .1);
    String json = JsonRecords.write(statistic, "a statistic");
    assertThat(JsonRecords.read(json, GlmStatistic.class, "a statistic")).isEqualTo(statistic);
  }
}
