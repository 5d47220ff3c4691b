package parley.fl.protection.encrypted.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.fl.family.logistic.LogisticFamily;
import parley.fl.param.ToldTraining;
import parley.fl.plan.Layout;
import parley.fl.plan.MachineCosts;
import parley.fl.plan.PlanRequest;
import parley.fl.plan.Planner;
import parley.fl.protection.encrypted.linear.LinearOpenings;
import parley.fl.protection.encrypted.linear.step.TrainingCosts;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.fl.report.FitReport;
import parley.fl.report.FitReport.Audience;
import parley.fl.settings.LinearSettings;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.runtime.session.RoundRecord;

/** What a report says of openings follows from the plan and from what was answered. */
class OpeningsTest {
  private static final int FEATURES = 3;

  private static TrainingSettings settings() {
    return new ToldTraining(LogisticFamily.fitted()).setRevealWeights(true).settings();
  }

  private static Map<String, String> words() {
    return LinearOpenings.words(LinearSettings.of(settings()), FEATURES);
  }

  private static RoundRecord round(PlanStep step, int round) {
    return new RoundRecord(
        step.name(),
        step.protocol(),
        round,
        step.rounds(),
        0,
        0,
        0,
        0,
        0,
        step.opens(),
        0,
        0,
        "",
        0);
  }

  @Test
  void describe_answeredSteps_tellsEachOnceAsThePlanHasIt() {
    PlanRequest request =
        PlanRequest.builder(3, FEATURES)
            .activation(15, 14)
            .iterations(6)
            .watchRounds(4)
            .logRingDimension(12)
            .insecure(true)
            .build();
    Layout layout =
        new Planner(MachineCosts.measured(), TrainingCosts.STEPS).choose(request).layout();
    System.setProperty("parley.insecure", "true");
    try (CkksContext context = CkksContext.open(layout.parameters())) {
      PartyPlan.Builder builder =
          PartyPlan.builder("openings/1", context).providers(List.of("a", "b", "c")).publicKey();
      TrainingSteps.training(
              context.primes(), layout, (primes, limbs, scale) -> scale, 6, 4, true, 1)
          .forEach(builder::step);
      TrainingSteps.addReveal(builder, layout);
      PartyPlan plan = builder.build();
      Openings openings = new Openings(words());
      FitReport.Builder report = FitReport.builder("t", "encrypted");

      PlanStep look = plan.step(TrainingSteps.LOOK_OPEN);
      for (int t : new int[] {1, 2, 2, 4}) {
        openings.add(round(look, t));
      }
      openings.add(round(plan.step(TrainingSteps.REFRESH), 0));
      openings.add(round(plan.step(TrainingSteps.MODEL_REVEAL), 0));
      openings.describe(report, plan, Set.of("train"));
      openings.describe(report, plan, Set.of("train", "model"));

      assertThat(report.build().openings())
          .extracting(o -> o.step() + " to " + o.to() + ": " + o.count())
          .containsExactly(
              "train/look-open to " + Audience.ALL + ": 6",
              "model/reveal to " + Audience.QUERIER + ": " + (FEATURES + 1));
    } finally {
      System.clearProperty("parley.insecure");
    }
  }

  @Test
  void words_stepThatNobodyDescribed_isRefused() {
    Openings openings = new Openings(words());
    assertThat(openings.words(TrainingSteps.MODEL_REVEAL)).isEqualTo("the weights");
    assertThatThrownBy(() -> openings.words("train/gradient-open"))
        .isInstanceOf(ParleyException.class)
        .hasMessageStartingWith("cannot report what train/gradient-open opened: expected one of");
  }
}
