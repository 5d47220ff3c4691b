package parley.robust.audit.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.measure.Measure;
import parley.robust.audit.frame.GroupCounts;

class GroupFairnessTest {
  /** Of each group true positives, false positives, false negatives, true negatives. */
  private static GroupCounts counts(long... vector) {
    return GroupCounts.fromVector(vector, List.of("a", "b", "c").subList(0, vector.length / 4), 0);
  }

  @Test
  void of_threeGroups_comparesThePrivilegedWithAllOthers() {
    GroupFairness fairness = GroupFairness.of(counts(8, 2, 2, 8, 3, 2, 3, 2, 3, 1, 1, 5), "a");

    // b and c together: 6, 3, 4, 7.
    Map<String, Double> expected =
        Map.of(
            "disparateImpact", 9 / 20.0 / (10 / 20.0),
            "statisticalParityDifference", 9 / 20.0 - 10 / 20.0,
            "truePositiveRateDifference", 6 / 10.0 - 8 / 10.0,
            "falsePositiveRateDifference", 3 / 10.0 - 2 / 10.0,
            "falseNegativeRateDifference", 4 / 10.0 - 2 / 10.0,
            "averageOddsDifference", (-.2 + .1) / 2,
            "averageAbsOddsDifference", (.2 + .1) / 2,
            "predictiveParityDifference", 6 / 9.0 - 8 / 10.0,
            "treatmentEqualityDifference", 4 / 3.0 - 1,
            "equalOpportunityDifference", 8 / 10.0 - 3 / 6.0);
    expected.forEach(
        (name, value) ->
            assertThat(fairness.get(name).get()).as(name).isCloseTo(value, within(1e-12)));
    fairness.measures().forEach((name, measure) -> assertThat(measure.name()).isEqualTo(name));
  }

  @Test
  void of_noPrivilegedGroup_leavesWhatNeedsOneUndefined() {
    GroupFairness fairness = GroupFairness.of(counts(8, 2, 2, 8, 3, 2, 3, 2));

    assertThat(fairness.get("disparateImpact").reason()).isEqualTo("no privileged group was named");
    assertThat(fairness.get("demographicParityDifference").isDefined()).isTrue();
    assertThat(fairness.toMap()).containsEntry("disparateImpact", null);
    assertThat(fairness.toMap().get("undefined").toString())
        .contains("disparateImpact=no privileged group was named");
    assertThatThrownBy(() -> GroupFairness.of(counts(1, 1, 1, 1), "men"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot find group men: expected one of a");
    assertThatThrownBy(() -> fairness.get("parity")).hasMessageContaining("cannot find parity");
  }

  @Test
  void of_noFavourablePredictionOfThePrivileged_hasNoDisparateImpact() {
    assertThat(GroupFairness.of(counts(0, 0, 5, 5, 3, 2, 3, 2), "a").get("disparateImpact"))
        .isEqualTo(
            Measure.undefined(
                "disparateImpact", "no row of the privileged group has a favourable prediction"));
  }

  @Test
  void entropy_publishedBenefits_isTheirIndex() {
    double[] benefits = {.9, .75, .6};
    double[][] expected = {
      {2, .0133333333333333},
      {.5, .013503591986335994},
      {1, .013423675700459214},
      {0, .013607331506751752}
    };
    for (double[] e : expected) {
      assertThat(GeneralizedEntropy.of(e[0], benefits).get()).isCloseTo(e[1], within(1e-12));
    }
    assertThat(GeneralizedEntropy.of(2, new double[] {3, 1}, new double[] {2, 1}).get())
        .isCloseTo(GeneralizedEntropy.of(2, new double[] {1, 3, 3}).get(), within(1e-15));
    assertThat(GeneralizedEntropy.of(1, new double[] {0, 0}).reason())
        .isEqualTo("no one has a benefit");
    assertThat(GeneralizedEntropy.of(0, new double[] {0, 1}).isDefined()).isFalse();
    assertThat(GeneralizedEntropy.of(1, new double[] {0, 1}).get())
        .isCloseTo(Math.log(2), within(1e-15));
    assertThatThrownBy(() -> GeneralizedEntropy.of(1, new double[] {-1}))
        .hasMessageContaining("of 0 or more, got -1.0");
    assertThatThrownBy(() -> GeneralizedEntropy.of(1, new double[2], new double[1]))
        .hasMessageContaining("expected a count for each of 2 benefits, got 1");
  }

  @Test
  void betweenGroups_meansOfGroups_isTheirEntropy() {
    GroupFairness fairness = GroupFairness.of(counts(8, 2, 0, 10, 3, 0, 3, 4));
    double[] benefits = {22 / 20.0, 7 / 10.0};
    double[] people = {20, 10};

    assertThat(fairness.get("betweenGroupGeneralizedEntropyIndex").get())
        .isCloseTo(GeneralizedEntropy.of(2, benefits, people).get(), within(1e-15));
    assertThat(fairness.get("betweenGroupTheilIndex").get())
        .isCloseTo(GeneralizedEntropy.of(1, benefits, people).get(), within(1e-15));
    assertThat(fairness.get("theilIndex").get())
        .isCloseTo(
            GeneralizedEntropy.of(1, new double[] {2, 1, 0}, new double[] {2, 25, 3}).get(),
            within(1e-15));
  }

  @Test
  void calibration_scoresOfTwoGroups_isTheirCurvesAndErrors() {
    long half = 1L << 29;
    // Two bins; a: 4 rows of .25 with 1 right, 4 of .75 with 3 right; b: 2 rows of .5, both right.
    GroupCounts counts =
        GroupCounts.fromVector(
            new long[] {
              3, 1, 1, 3, 4, 1, 2 * half, 4, 3, 6 * half, //
              2, 0, 0, 0, 0, 0, 0, 2, 2, 2 * half
            },
            List.of("a", "b"),
            2);

    Calibration calibration = Calibration.of(counts, 0.95);

    CalibrationCurve a = calibration.byGroup().get("a");
    assertThat(a.expectedError().get()).isZero();
    assertThat(a.bins().get(1).meanScore()).isEqualTo(.75);
    assertThat(a.bins().get(1).observedRate().get()).isEqualTo(.75);
    assertThat(a.bins().get(1).observedRate().interval()).isNotNull();
    CalibrationCurve b = calibration.byGroup().get("b");
    assertThat(b.expectedError().get()).isEqualTo(.5);
    assertThat(b.bins().get(0).meanScore()).isNull();
    assertThat(b.bins().get(0).observedRate().reason()).isEqualTo("no row has such a score");
    assertThat(b.bins().get(1).lower()).isEqualTo(.5);
    // All: .25 right, then 6 rows of mean 4/6, of which 5 are right.
    assertThat(calibration.overall().expectedError().get()).isCloseTo(1 / 10.0, within(1e-15));
    assertThatThrownBy(() -> Calibration.of(counts(1, 1, 1, 1), 0.95))
        .hasMessageContaining("no scores were counted");
  }

  @Test
  void impossibility_differentBaseRates_namesWhatEachOfTheThreeWouldBe() {
    // Equal PPV (.8) and FNR (.2) at base rates .5 and .2: the FPR must differ.
    Impossibility found = Impossibility.of(counts(40, 10, 10, 40, 16, 4, 4, 76));

    assertThat(found.baseRateDifference().get()).isCloseTo(.3, within(1e-15));
    assertThat(found.identityErrors().get("a").get()).isLessThan(1e-15);
    Impossibility.Conflict fpr = found.conflicts().get(1);
    assertThat(fpr.metric()).isEqualTo("falsePositiveRate");
    assertThat(fpr.atLowestBaseRate()).isCloseTo(.05, within(1e-12));
    assertThat(fpr.atHighestBaseRate()).isCloseTo(.2, within(1e-12));
    assertThat(fpr.difference()).isCloseTo(.15, within(1e-12));
    // With the FPR of both, 14/130, and the FNR .2: .8 p / (.8 p + 14/130 (1 - p)).
    Impossibility.Conflict ppv = found.conflicts().get(0);
    assertThat(ppv.atLowestBaseRate()).isCloseTo(.16 / (.16 + 14 / 130.0 * .8), within(1e-12));
    assertThat(ppv.atHighestBaseRate()).isCloseTo(.4 / (.4 + 14 / 130.0 * .5), within(1e-12));
    // FNR = 1 - FPR (1-p)/p PPV/(1-PPV).
    Impossibility.Conflict fnr = found.conflicts().get(2);
    assertThat(fnr.atLowestBaseRate()).isCloseTo(1 - 14 / 130.0 * 4 * 4, within(1e-12));
    assertThat(found.explanation())
        .startsWith("Base rates differ: 0.200 in b, 0.500 in a. So positivePredictiveValue")
        .contains("falsePositiveRate would be 0.050 in b and 0.200 in a")
        .contains("No predictions have the other two as they are over all rows in both groups: f")
        .endsWith("what fails most is falsePositiveRate (0.150).");
  }

  @Test
  void impossibility_whereNothingIsExcluded_saysSo() {
    assertThat(Impossibility.of(counts(40, 10, 10, 40, 4, 1, 1, 4)).explanation())
        .startsWith("All groups have the same base rate");
    assertThat(Impossibility.of(counts(40, 0, 10, 50, 4, 0, 6, 2)).explanation())
        .contains("no prediction is falsely favourable");
    Impossibility none = Impossibility.of(counts(0, 0, 10, 50, 4, 0, 6, 0));
    assertThat(none.conflicts()).isEmpty();
    assertThat(none.explanation())
        .isEqualTo(
            "Base rates differ, but positivePredictiveValue is not defined in group a: there is no"
                + " row with a favourable prediction.");
    assertThat(none.identityErrors().get("a").reason())
        .isEqualTo("there is no row with a favourable prediction");
  }
}
