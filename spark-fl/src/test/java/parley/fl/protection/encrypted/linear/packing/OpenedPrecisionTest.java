package parley.fl.protection.encrypted.linear.packing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.plan.Layout;
import parley.fl.plan.MachineCosts;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.Planner;
import parley.fl.protection.encrypted.linear.step.TrainingCosts;
import parley.mhe.protocol.Flood;

class OpenedPrecisionTest {
  /** 2 B N = 24 and 192 for 3 providers, 2560 for 10 with rows of 128 slots. */
  @ParameterizedTest(name = "{0} providers, {1} features")
  @CsvSource({"3, 3, 21, 20", "3, 30, 22, 20", "10, 100, 24, 21"})
  void ofWeights_providersAndWidth_keepEighteenBitsInASlot(
      int providers, int features, int weights, int looks) {
    Layout layout =
        new Planner(MachineCosts.measured(), TrainingCosts.STEPS)
            .choose(
                PlanRequest.builder(providers, features)
                    .activation(9, 12)
                    .maxRowsPerProvider(100)
                    .build())
            .layout();
    assertThat(OpenedPrecision.ofWeights(layout)).isEqualTo(weights);
    assertThat(OpenedPrecision.ofLooks(layout)).isEqualTo(looks);
    double slot =
        new Flood(weights).deviation(1) * Math.sqrt(2.0 * layout.width() * layout.providers());
    assertThat(slot).isBetween(0x1p-22, 0x1p-21);
    double margin =
        new Flood(OpenedPrecision.ofMargins(layout)).deviation(1)
            * Math.sqrt((double) layout.parameters().slots() * layout.providers());
    assertThat(margin).isBetween(0x1p-22, 0x1p-21);
  }
}
