package parley.robust.audit.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.measure.Interval;
import parley.measure.Measure;
import parley.robust.defence.certify.ClopperPearson;

class BaseRateTest {

  @ParameterizedTest
  @CsvSource({
    ".001, 1, .05, .019627085377821395, 1e-12",
    ".01, .9, .09, .0917431193, 1e-10",
    ".5, 1, .05, .9523809524, 1e-10"
  })
  void ppv_goldens_agree(double p, double tpr, double fpr, double ppv, double error) {
    assertThat(BaseRate.of(p, tpr, fpr).ppv().get()).isCloseTo(ppv, within(error));
  }

  /** Of 1000 rows 10 are positive: 9 found, 1 missed; of 990 others 891 cleared. */
  @Test
  void npv_byHand_isTheShareOfRightNegatives() {
    assertThat(BaseRate.of(.01, .9, .1).npv().get()).isCloseTo(891.0 / 892, within(1e-12));
    assertThat(BaseRate.of(.01, .9, .1).accuracy()).isCloseTo(.9, within(1e-12));
  }

  /** A test for 1 in 1000 with 5 % false positives and no misses. */
  @Test
  void seedExample_isTwoPercent_andSaysSoInCounts() {
    BaseRate test = BaseRate.of(.001, 1, .05);

    assertThat(Math.round(100 * test.ppv().get())).isEqualTo(2);
    assertThat(test.expected()).isEqualTo(new ExpectedCounts(1000, 1000, 999_000, 49_950));
    assertThat(test.expected().words())
        .isEqualTo(
            "Of 1,000,000 rows 1,000 are positive: 1,000 are found and 0 are missed. Of the 999,000"
                + " others 49,950 are called positive all the same. So 1,000 of 50,950 positive"
                + " answers are right.");
    assertThat(BaseRateReport.of(test, .5).warnings())
        .containsExactly(
            "An accuracy of 95 % looks good, but at a prevalence of 0.1 % only 1.963 % of the"
                + " positive answers are right, and 50 % was wanted. That takes a false positive"
                + " rate of at most 0.1001 %; it is 5 %.");
  }

  @Test
  void undefinedValues_sayWhy() {
    assertThat(BaseRate.of(.1, 0, 0).ppv().reason()).startsWith("no row is called positive");
    assertThat(BaseRate.of(.1, 0, 0).npv().get()).isEqualTo(.9);
    assertThat(BaseRate.of(.1, 1, 1).npv().reason()).startsWith("no row is called negative");
    assertThat(BaseRate.of(0, 1, 0).ppv().isDefined()).isFalse();
    assertThat(BaseRate.of(0, 1, .1).ppv().get()).isZero();
    assertThat(BaseRate.of(1, 1, .1).npv().isDefined()).isFalse();
    assertThat(BaseRateReport.of(BaseRate.of(.1, 0, 0), .5).warnings())
        .containsExactly(
            "The PPV is not defined: no row is called positive, so there is nothing to be right"
                + " about.");
  }

  @Test
  void falsePositiveRateFor_wantedPpv_givesThatPpv() {
    for (double wanted : new double[] {.02, .1, .5, .99}) {
      double rate = BaseRate.of(.001, .8, .3).falsePositiveRateFor(wanted).get();
      assertThat(BaseRate.of(.001, .8, rate).ppv().get()).isCloseTo(wanted, within(1e-12));
    }
    assertThat(BaseRate.of(.001, .8, .3).falsePositiveRateFor(1).get()).isZero();
    assertThat(BaseRate.of(.5, 1, .3).falsePositiveRateFor(.1).get()).isEqualTo(1);
    assertThat(BaseRate.of(1, .8, .3).falsePositiveRateFor(1).get()).isEqualTo(1);
  }

  @Test
  void falsePositiveRateFor_nothingFound_isImpossible() {
    assertThat(BaseRate.of(.1, 0, .1).falsePositiveRateFor(.5).reason())
        .isEqualTo("no positive row is found, so no positive answer is ever right");
    assertThat(BaseRate.of(0, 1, .1).falsePositiveRateFor(.5).reason())
        .isEqualTo("there are no positive rows, so no positive answer is ever right");
    assertThat(BaseRateReport.of(BaseRate.of(.1, 0, .1), .5).warnings().get(0))
        .endsWith(
            "No false positive rate would do: no positive row is found, so no positive answer is"
                + " ever right.");
  }

  /** Each end of a rate at a quarter of the error: half for each rate, a half of that an end. */
  @Test
  void intervals_fromCounts_areThoseOfBothRates() {
    BaseRate test = BaseRate.of(.01, new RateCounts(90, 100, 18, 200, .95));

    double tpr = ClopperPearson.lower(90, 100, .0125);
    double fpr = ClopperPearson.upper(18, 200, .0125);
    Measure ppv = test.ppv();
    assertThat(ppv.get()).isCloseTo(.0917431193, within(1e-10));
    assertThat(ppv.interval().lower())
        .isCloseTo(tpr * .01 / (tpr * .01 + fpr * .99), within(1e-12));
    assertThat(ppv.interval().upper()).isBetween(.0917431193, .2);
    assertThat(ppv.interval().confidence()).isEqualTo(.95);
    assertThat(test.npv().interval().lower())
        .isCloseTo((1 - fpr) * .99 / ((1 - fpr) * .99 + (1 - tpr) * .01), within(1e-12));
  }

  /** Where the logit method has no variance: every positive found, no false positive seen. */
  @Test
  void intervals_ofPerfectCounts_areNotPoints() {
    Measure ppv = BaseRate.of(.01, new RateCounts(50, 50, 0, 50, .95)).ppv();

    assertThat(ppv.get()).isEqualTo(1);
    assertThat(ppv.interval().upper()).isEqualTo(1);
    assertThat(ppv.interval().lower()).isBetween(.05, .15);
    assertThat(BaseRate.of(1, new RateCounts(5, 10, 0, 10, .95)).ppv().interval())
        .isEqualTo(new Interval(1, 1, .95));
  }

  @Test
  void ofRates_roundedRates_areTheCountsBehindThem() {
    assertThat(RateCounts.ofRates(.6667, 3, .05, 200, .9))
        .isEqualTo(new RateCounts(2, 3, 10, 200, .9));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        row(() -> BaseRate.of(-.1, 1, 0), "expected the prevalence from 0 to 1, got -0.1"),
        row(() -> BaseRate.of(.1, 1.5, 0), "expected the true positive rate from 0 to 1, got 1.5"),
        row(() -> BaseRate.of(.1, 1, Double.NaN), "expected the false positive rate from 0 to 1"),
        row(() -> BaseRate.of(.1, 1, 0).falsePositiveRateFor(0), "above 0 and up to 1, got 0.0"),
        row(() -> new RateCounts(1, 0, 1, 2, .95), "1 positive row or more"),
        row(() -> new RateCounts(1, 2, 3, 2, .95), "called positive, got 3 of 2"),
        row(() -> new RateCounts(1, 2, 1, 2, 1), "expected a confidence between 0 and 1, got 1.0"),
        row(
            () -> RateCounts.ofRates(.9, 33, .1, 10, .95),
            "a rate of 0.9 among 33 positive rows is 29.7"));
  }

  private static Arguments row(ThrowingCallable code, String message) {
    return Arguments.of(code, message);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void use_badInput_saysWhatIsWrong(ThrowingCallable code, String message) {
    assertThatThrownBy(code)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
