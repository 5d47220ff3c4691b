package parley.fl.protection.encrypted.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkTerms;
import parley.fl.optim.StandardizationMode;
import parley.fl.plan.PlannedStep;
import parley.fl.plan.Work;
import parley.fl.protection.encrypted.network.loop.NetworkJob;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;

class NetworkCostsTest {
  private static final int N = 1 << 14;

  private static double seconds(
      int features, int neurons, int outputs, int rows, int together, int providers) {
    NetworkLayout layout =
        new NetworkLayout(N, List.of(features, neurons, outputs), rows, together);
    return NetworkCosts.seconds(layout, providers);
  }

  /**
   * 5 columns in 3 polynomials, 4 places for them and as many for 2 groups of 2 outputs; a block,
   * in which each of three providers has rows; four parties with the driver.
   */
  @Test
  void counts_ofASmallNetwork_areThoseMadeByHand() {
    NetworkLayout layout = new NetworkLayout(N, List.of(4, 3, 2), 16, 2);

    assertThat(NetworkCounts.of(layout, 3))
        .isEqualTo(
            new NetworkCounts(
                3 + 3 + 3 + 2 + 2,
                3 * 3,
                3 + 3 * 3,
                4 * 2,
                4 * (2 + 4),
                4 * (3 + 4),
                4 * (3 * 2 * 4 + 4 * 8),
                5 * (2 + 2 * 3 + 1 + 1)));
  }

  /** Processor time of an iteration, see docs/parameters.md: predicted within a fifth of it. */
  @ParameterizedTest
  @CsvSource({
    "100, 64, 10, 1024, 1, 10, 13.1",
    "100, 64, 10, 1024, 4, 10, 8.1",
    "100, 64, 10, 1024, 8, 10, 8.5",
    "100, 64, 10, 1024, 2, 3, 6.0",
    "23, 64, 2, 2048, 1, 10, 6.4",
    "23, 64, 2, 2048, 8, 10, 9.0",
    "9, 64, 2, 546, 4, 10, 3.3",
    "144, 64, 10, 1024, 8, 3, 6.0",
  })
  void seconds_shapesThatWereMeasured_areWithinAFifth(
      int features,
      int neurons,
      int outputs,
      int rows,
      int together,
      int providers,
      double measured) {
    assertThat(seconds(features, neurons, outputs, rows, together, providers))
        .isCloseTo(measured, within(.2 * measured));
  }

  /** What the plan's steps say, of which some bytes are the same whatever F is. */
  @ParameterizedTest
  @CsvSource({"100, 64, 10, 1024, 8, 10", "23, 64, 2, 2048, 2, 3", "9, 12, 2, 500, 16, 5"})
  void bytes_ofMoreFeatures_differAsThePlansDo(
      int features, int neurons, int outputs, int rows, int together, int providers) {
    List<Integer> sizes = List.of(features, neurons, outputs);
    NetworkLayout one = new NetworkLayout(N, sizes, rows);
    NetworkLayout more = new NetworkLayout(N, sizes, rows, together);
    try (CkksContext context = CkksContext.open(NetworkJob.parameters(14, false))) {
      double expected = planned(context, one, providers) - planned(context, more, providers);

      assertThat(NetworkCosts.bytes(one, providers) - NetworkCosts.bytes(more, providers))
          .isCloseTo(expected, within(.02 * Math.abs(expected)));
    }
  }

  private static double planned(CkksContext context, NetworkLayout layout, int providers) {
    NetworkShape shape =
        NetworkShape.classifier(
            layout.sizes().get(0), layout.sizes().subList(1, 2), layout.sizes().get(2));
    NetworkAgreed agreed =
        new NetworkAgreed(
            layout,
            NetworkFamily.of(NetworkTerms.builder(shape).iterations(3).build()),
            StandardizationMode.NONE,
            3,
            false,
            true,
            0,
            "");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < providers; i++) {
      names.add("p" + (char) ('a' + i));
    }
    PartyPlan plan = NetworkPlan.of(context, agreed, names, false);
    int blocks = Arrays.stream(NetworkCounts.touched(layout, providers)).max().orElseThrow();
    double bytes = 0;
    for (String name :
        List.of(
            NetworkSteps.FORWARD,
            NetworkSteps.TO_SLOTS,
            NetworkSteps.TO_COEFFICIENTS,
            NetworkSteps.GRADIENT,
            NetworkSteps.HIDDEN)) {
      int sent =
          switch (name) {
            case NetworkSteps.FORWARD -> blocks;
            case NetworkSteps.GRADIENT -> layout.first().vectors();
            default -> 0;
          };
      bytes +=
          new PlannedStep(plan.step(name), 1, 0, sent, Work.NONE, Work.NONE)
              .bytes(context.parameters());
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "100, 64, 10, 1024, 10",
    "23, 64, 2, 2048, 10",
    "9, 64, 2, 546, 3",
    "784, 128, 10, 1024, 10",
    "1, 3, 2, 16, 3"
  })
  void cheapest_ofAllFeaturesAPolynomial_isTheLeast(
      int features, int neurons, int outputs, int rows, int providers) {
    List<Integer> sizes = List.of(features, neurons, outputs);
    NetworkLayout chosen = NetworkCosts.cheapest(N, sizes, rows, providers);

    for (int together = 1; together <= features + 1 && together <= 64; together *= 2) {
      NetworkLayout other = new NetworkLayout(N, sizes, rows, together);
      assertThat(.97 * cost(chosen, providers))
          .as("%d", together)
          .isLessThanOrEqualTo(cost(other, providers));
    }
  }

  private static double cost(NetworkLayout layout, int providers) {
    return NetworkCosts.seconds(layout, providers) + NetworkCosts.bytes(layout, providers) / 125e6;
  }

  @Test
  void cheapest_ofImagesAtTenProviders_takesFourFeatures() {
    NetworkLayout chosen = NetworkCosts.cheapest(N, List.of(100, 64, 10), 1024, 10);

    assertThat(chosen.featuresPerPolynomial()).isEqualTo(4);
    assertThat(NetworkCosts.reasons(chosen, 6, 10))
        .anySatisfy(
            reason ->
                assertThat(reason)
                    .startsWith(
                        "features a polynomial: 4, so that 26 uploads an iteration have the first"
                            + " layer's gradient: ")
                    .contains(", with one "));
  }

  /** Without hidden layer one refresh gives all limbs, see {@code NetworkLevels}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | 8 | of whose limbs all 8 hold the masks of the refresh before the sigmoid and six",
        "0 | 8 | of whose limbs six hold the masks of an iteration's refreshes; a larger",
        "0 | 6 | of whose limbs six hold the masks of an iteration's refreshes; a larger"
      })
  void reasons_ofTheRing_sayWhichLimbsHoldMasks(int alone, int limbs, String words) {
    List<Integer> sizes = alone > 0 ? List.of(alone, 3) : List.of(5, 6, 3);

    assertThat(NetworkCosts.reasons(new NetworkLayout(N, sizes, 64), limbs, 3).get(0))
        .startsWith("ring: dimension 16384, " + words);
  }

  @Test
  void seconds_moreOfAnything_areMore() {
    double usual = seconds(100, 64, 10, 1024, 4, 10);

    assertThat(seconds(200, 64, 10, 1024, 4, 10)).isGreaterThan(usual);
    assertThat(seconds(100, 128, 10, 1024, 4, 10)).isGreaterThan(usual);
    assertThat(seconds(100, 64, 20, 1024, 4, 10)).isGreaterThan(usual);
    assertThat(seconds(100, 64, 10, 2048, 4, 10)).isGreaterThan(usual);
    assertThat(seconds(100, 64, 10, 1024, 4, 20)).isGreaterThan(usual);
  }
}
