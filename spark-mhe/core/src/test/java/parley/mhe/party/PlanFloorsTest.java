package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;

/** What a party does not go below, whoever made the plan. */
class PlanFloorsTest {
  private CkksContext context;

  @BeforeEach
  void open() {
    System.setProperty("parley.insecure", "true");
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private static UploadStep sums() {
    return UploadStep.builder("a/sums", ProtocolKind.SUMS)
        .values(1)
        .output(3, 60)
        .maxAbs(100)
        .build();
  }

  private static SumRefreshStep.Builder refresh(double maxAbs) {
    return SumRefreshStep.builder("a/refresh")
        .limbs(3, 3)
        .logScales(60, 60)
        .maxAbs(maxAbs)
        .source(StepSource.of("a/sums"));
  }

  private static OpeningStep.Builder open(double deviation, double maxAbs) {
    return OpeningStep.builder("a/open", ProtocolKind.DECRYPTION)
        .input(3, 60)
        .values(1)
        .ciphertextDeviation(deviation)
        .maxAbs(maxAbs)
        .source(StepSource.of("a/sums"));
  }

  /**
   * Three providers of a ring of 1024: a fresh encryption has 3.2 sqrt(4096 + 1) = 204.8, three of
   * them 354.8, a sum refresh 3.2 sqrt(3) = 5.54.
   */
  static Stream<Arguments> plans() {
    StepSource sum = StepSource.of("a/sums");
    StepSource refreshed = StepSource.of("a/refresh");
    StepSource computed = StepSource.computedFrom("a/sums");
    return Stream.of(
        Arguments.of(null, List.of(refresh(300).maskBits(128 + 69).build())),
        Arguments.of("the masks", List.of(refresh(300).maskBits(128 + 68).build())),
        Arguments.of("the bound", List.of(refresh(299).build())),
        Arguments.of(null, List.of(refresh(1e-6).source(computed).build())),
        Arguments.of(
            "the bound on what is masked", List.of(refresh(1e-18).source(computed).build())),
        Arguments.of(null, List.of(open(354.9, 300).source(sum).build())),
        Arguments.of("the noise of what is opened", List.of(open(354.7, 300).build())),
        Arguments.of("the bound", List.of(open(355, 299).build())),
        Arguments.of(null, List.of(refresh(300).build(), open(5.55, 1).source(refreshed).build())),
        Arguments.of(
            "the noise of what is opened",
            List.of(refresh(300).build(), open(5.5, 1).source(refreshed).build())),
        Arguments.of(null, List.of(open(5.55, 1).source(computed).build())),
        Arguments.of(
            "the noise of what is opened", List.of(open(5.5, 1).source(computed).build())));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void join_planAtOrBelowItsFloors_refusedBelow(@Nullable String what, List<PlanStep> steps) {
    PartyPlan.Builder builder =
        PartyPlan.builder("test", context).providers(TestParties.NAMES).publicKey().step(sums());
    steps.forEach(builder::step);
    PartyPlan plan = builder.build();
    if (what == null) {
      assertThatCode(() -> Party.join(plan, "a").close()).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> Party.join(plan, "a"))
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith(
              "cannot join: " + what + " in the step " + steps.get(steps.size() - 1).name())
          .hasMessageContaining("is below what the plan's own numbers ask for, expected ");
    }
  }
}
