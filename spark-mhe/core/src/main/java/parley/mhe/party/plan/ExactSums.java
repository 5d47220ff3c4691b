package parley.mhe.party.plan;

import parley.error.ParleyException;
import parley.mhe.protocol.EncryptedSums;
import parley.mhe.protocol.Smudging;

/**
 * The rule for steps that promise integers: what all providers' smudging adds to an opened
 * coefficient stays below half a unit by {@value #DEVIATIONS} standard deviations, so that rounding
 * gives the very sum (a chance of 2^-49 a number otherwise). A scale too small would give wrong
 * integers that nobody notices. Stateless.
 */
final class ExactSums {
  private static final int DEVIATIONS = 8;

  private ExactSums() {}

  /**
   * @throws ParleyException that names the step
   */
  static void require(PartyPlan plan) {
    for (PlanStep step : plan.steps()) {
      if (step instanceof OpeningStep opening
          && plan.step(opening.source().step()) instanceof UploadStep sums
          && sums.protocol() == ProtocolKind.SUMS) {
        require(plan, sums, opening);
      }
    }
  }

  private static void require(PartyPlan plan, UploadStep sums, OpeningStep opening) {
    Smudging smudging = opening.smudging(plan);
    int least = EncryptedSums.exactFractionBits(smudging, plan.providers().size());
    double scale = opening.logScale();
    if (scale != sums.logScaleOut() || scale != Math.rint(scale) || scale < least) {
      throw new ParleyException(
          "cannot plan the step "
              + sums.name()
              + ": its scale does not carry integers, expected a power of two of at least 2^"
              + least
              + ", at which "
              + DEVIATIONS
              + " deviations of all providers' smudging are half a unit, and the same in "
              + opening.name()
              + ", got 2^"
              + sums.logScaleOut()
              + " and 2^"
              + scale);
    }
  }
}
