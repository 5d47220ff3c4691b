package parley.fl.protection.encrypted.network.predict;

import java.util.function.Function;
import parley.fl.plan.PlanException;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.fl.protection.encrypted.session.OpenedSlots;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.protocol.Flood;

/**
 * The steps by which a sealed network answers: three refreshes and a switch to the querier's key a
 * round. What is switched is what the last refresh gave, which a party recognises; that drops all
 * but the answers. Stateless and thread-safe.
 */
public final class PredictionSteps {
  public static final String TO_SLOTS = "predict/to-slots";
  public static final String AGAIN = "predict/again";
  public static final String OUTPUTS = "predict/outputs";
  public static final String ANSWERS = "predict/answers";

  /** Openings that a session allows. */
  public static final int ROUNDS = 128;

  /** The fewest bits behind the point of an answer that a plan is made for. */
  static final int LEAST_BITS = 8;

  /** An answer is rounded to twice the deviation of what hides its noise. */
  private static final int BELOW = 1;

  private static final int MOST_BITS = OpenedSlots.FLOODED_BITS + 2;

  private PredictionSteps() {}

  /** Adds them. */
  public static void add(
      PartyPlan.Builder plan, PredictionLayout layout, PredictionLevels levels, int parties) {
    plan.step(
        converting(TO_SLOTS, levels.toSlots(), layout::toSlots)
            .source(StepSource.computedFrom(NetworkSteps.weights(layout.network(), 0, true)))
            .build());
    plan.step(
        converting(AGAIN, levels.again(), layout::again)
            .source(StepSource.computedFrom(TO_SLOTS))
            .build());
    plan.step(
        converting(OUTPUTS, levels.answers(), layout::answers)
            .source(StepSource.computedFrom(AGAIN))
            .build());
    plan.step(
        OpeningStep.builder(ANSWERS, ProtocolKind.KEY_SWITCH)
            .rounds(ROUNDS)
            .input(levels.answers().limbsOut(), log2(levels.answers().scaleOut()))
            .ciphertextDeviation(levels.deviation())
            .maxAbs(NetworkLevels.BOUND)
            .rows(layout.rows())
            .floodBits(Flood.bitsForSlots(OpenedSlots.FLOODED_BITS, 1, parties))
            .source(StepSource.of(OUTPUTS))
            .build());
  }

  private static ConvertingStep.Builder converting(
      String name, Refreshed refreshed, Function<Factor, ConversionMap> map) {
    return ConvertingStep.builder(name)
        .rounds(ROUNDS)
        .map(map.apply(PredictionLevels.factor(refreshed)))
        .limbs(refreshed.limbsIn(), refreshed.limbsOut())
        .logScales(log2(refreshed.scaleIn()), log2(refreshed.scaleOut()))
        .maskBits(refreshed.maskBits())
        .maxAbs(refreshed.bound());
  }

  /** With the same bytes on every machine. */
  private static double log2(double scale) {
    return StrictMath.log(scale) / StrictMath.log(2);
  }

  /**
   * Bits behind the point that the querier keeps of an answer: what all parties add to hide its
   * noise has a deviation of at most half of the last one.
   */
  public static int bits(PartyPlan plan) {
    OpeningStep step = plan.step(ANSWERS, OpeningStep.class);
    double hidden = step.smudging(plan).deviation() * Math.sqrt(plan.providers().size());
    int bits = (int) Math.floor(step.logScale() - log2(hidden)) - BELOW;
    return Math.min(bits, MOST_BITS);
  }

  /**
   * Refuses a plan whose answers would be too coarse.
   *
   * @throws PlanException that says how many bits there are
   */
  public static void requireBits(PartyPlan plan) {
    int bits = bits(plan);
    if (bits < LEAST_BITS) {
      throw new PlanException(
          "cannot plan predictions of a network: what hides the noise of so many providers hides"
              + " the answers too, expected at least "
              + LEAST_BITS
              + " bits behind the point, got "
              + bits
              + " with "
              + plan.providers().size()
              + " providers; fewer providers, or revealWeights, would do");
    }
  }
}
