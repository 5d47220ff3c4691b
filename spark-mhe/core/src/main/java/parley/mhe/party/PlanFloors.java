package parley.mhe.party;

import parley.mhe.party.plan.MaskedStep;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.MaskRule;
import parley.mhe.protocol.NoiseBounds;

/**
 * What a party does not go below, whatever a plan says: a plan whose masks, noise or bounds are
 * smaller than its own parameters make them is refused when it is joined. Stateless, thread-safe.
 */
public final class PlanFloors {
  /** Standard deviations that a bound has to leave room for. */
  private static final double DEVIATIONS = 8;

  private PlanFloors() {}

  /**
   * Refuses a plan with a number below its floor.
   *
   * @throws RefusedException that names step, number and floor
   */
  public static void require(PartyPlan plan) {
    for (PlanStep step : plan.steps()) {
      if (step instanceof MaskedStep masked) {
        requireMasks(plan, masked);
      } else if (step instanceof OpeningStep opening) {
        requireNoise(plan, opening);
      }
    }
  }

  private static void requireMasks(PartyPlan plan, MaskedStep step) {
    double noise = DEVIATIONS * noise(plan, step);
    double coefficient = step.maxAbs() * Math.pow(2, step.logScaleIn());
    if (!(coefficient >= noise)) {
      throw refuse(
          step, "the bound on what is masked", "at least its noise, " + noise, coefficient);
    }
    requireBound(plan, step, step.maxAbs());
    int bits = step.maskBits() - step.boundBits();
    if (bits < MaskRule.DEFAULT_LAMBDA) {
      throw refuse(
          step,
          "the masks",
          MaskRule.DEFAULT_LAMBDA + " bits above bound and scale at least",
          bits);
    }
  }

  private static void requireNoise(PartyPlan plan, OpeningStep step) {
    double floor = noise(plan, step);
    if (step.ciphertextDeviation() < floor * (1 - PlanStep.SCALE_TOLERANCE)) {
      throw refuse(
          step, "the noise of what is opened", "at least " + floor, step.ciphertextDeviation());
    }
    requireBound(plan, step, step.maxAbs());
  }

  /** The least noise of what goes in: of a sum of fresh encryptions, else of a refresh. */
  private static double noise(PartyPlan plan, PlanStep step) {
    int parties = plan.providers().size();
    boolean sum =
        !step.source().computed() && plan.step(step.source().step()) instanceof UploadStep;
    return sum
        ? NoiseBounds.freshSum(plan.parameters().ringDimension(), parties)
        : NoiseBounds.sumRefresh(parties);
  }

  /** A sum is as large as all its parts together. */
  private static void requireBound(PartyPlan plan, PlanStep step, double maxAbs) {
    if (!step.source().computed() && plan.step(step.source().step()) instanceof UploadStep upload) {
      double floor = upload.maxAbs() * plan.providers().size();
      if (maxAbs < floor * (1 - PlanStep.SCALE_TOLERANCE)) {
        throw refuse(step, "the bound", "at least that of all providers' parts, " + floor, maxAbs);
      }
    }
  }

  private static RefusedException refuse(PlanStep step, String what, String expected, Number got) {
    return new RefusedException(
        "cannot join: "
            + what
            + " in the step "
            + step.name()
            + " is below what the plan's own numbers ask for, expected "
            + expected
            + ", got "
            + got);
  }
}
