package parley.fl.protection.encrypted.linear.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.fl.plan.Layout;
import parley.fl.plan.MachineCosts;
import parley.fl.plan.PlanException;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.Planner;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;

/** Whatever the planner chooses, the sealed model can be asked for its largest margin. */
class PredictionRoomTest {
  static Stream<PlanRequest.Builder> shapes() {
    return Stream.of(
        // SPINDLE's headline job: rare indicators of a million rows reach 1000 deviations.
        PlanRequest.builder(160, 32).maxRowsPerProvider(6250).iterations(6).activation(5, 8),
        PlanRequest.builder(160, 32).maxRowsPerProvider(6250).iterations(6).activation(15, 14),
        PlanRequest.builder(10, 23).maxRowsPerProvider(2400).activation(15, 14),
        PlanRequest.builder(10, 500).maxRowsPerProvider(100).activation(15, 14).featureClip(1e3),
        PlanRequest.builder(3, 1).maxRowsPerProvider(1_000_000).activation(5, 8).weightBound(4096));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void requireRoom_chosenLayout_holdsTheLargestMargin(PlanRequest.Builder shape) {
    requireRoom(shape.build());
    // Each leaves other numbers of bits in the last limb.
    for (int scaleBits = 36; scaleBits <= 50; scaleBits++) {
      PlanRequest request = shape.scaleBits(scaleBits).build();
      try {
        requireRoom(request);
      } catch (PlanException noSuchLayout) {
        assertThat(noSuchLayout).hasMessageContaining("no ring of");
      }
    }
  }

  /** Where predictions come from. */
  private static void addModel(PartyPlan.Builder plan, Layout layout) {
    plan.step(
            UploadStep.builder(TrainingSteps.MODEL_GRADIENT, ProtocolKind.UPLOAD)
                .output(layout.refreshLimbs(), layout.parameters().scaleBits())
                .build())
        .step(
            SumRefreshStep.builder(TrainingSteps.MODEL_REFRESH)
                .limbs(layout.refreshLimbs(), layout.modelLimbs())
                .logScales(layout.parameters().scaleBits(), Layout.MODEL_SCALE_BITS)
                .maxAbs(layout.stateBound())
                .source(StepSource.of(TrainingSteps.MODEL_GRADIENT))
                .build());
  }

  private static void requireRoom(PlanRequest request) {
    Layout layout =
        new Planner(MachineCosts.measured(), TrainingCosts.STEPS).choose(request).layout();
    try (CkksContext context = CkksContext.open(layout.parameters())) {
      PartyPlan.Builder plan = PartyPlan.builder("room", context).publicKey();
      plan.providers(IntStream.range(0, request.providers()).mapToObj(i -> "p" + i).toList());
      long places = (long) layout.capacity() * layout.providers();
      double row = PlanRequest.rowNorm(request.featureClip(), layout.weights(), places);
      addModel(plan, layout);
      TrainingSteps.addPredictions(plan, context, layout, row, layout.rowsPerBlock());

      assertThatCode(() -> plan.build().requireRoom(context))
          .as("%s for %s", layout, request)
          .doesNotThrowAnyException();
    }
  }
}
