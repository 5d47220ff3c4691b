package parley.mhe.party.plan;

import java.util.Objects;
import parley.mhe.ckks.Polynomial;
import parley.mhe.protocol.CollectiveProtocol;

/** How a step refuses what deviates. Stateless. */
final class StepCheck {
  private StepCheck() {}

  static void require(PlanStep step, String what, Object expected, Object got) {
    if (!Objects.equals(expected, got)) {
      throw refuse(step, what, expected.toString(), got.toString());
    }
  }

  static void requireScale(PlanStep step, String what, double logPlanned, double scale) {
    if (!PlanStep.sameScale(logPlanned, scale)) {
      throw refuse(step, what, "2^" + logPlanned, "2^" + Math.log(scale) / Math.log(2));
    }
  }

  /** Refuses inputs that are not what the step named as source gave, where that can be told. */
  static void requireSource(
      PlanStep step, CollectiveProtocol request, PartyPlan plan, AnsweredRequests answered) {
    StepSource source = step.source();
    if (source.computed()
        || source.none()
        || !(plan.step(source.step()) instanceof MaskedStep refresh)) {
      return;
    }
    for (Polynomial input : request.publicInputs()) {
      if (!answered.gave(refresh, request.transcript().where().round(), input)) {
        throw refuse(
            step,
            "what goes in",
            "an output of " + source.step() + " that this party answered for",
            "another ciphertext");
      }
    }
  }

  static RefusedException otherProtocol(PlanStep step, String got) {
    return refuse(step, "the protocol", step.protocol().words(), got);
  }

  static RefusedException refuse(PlanStep step, String what, String expected, String got) {
    return new RefusedException(
        "cannot answer "
            + step.name()
            + ": "
            + what
            + " deviates from the plan, expected "
            + expected
            + ", got "
            + got);
  }
}
