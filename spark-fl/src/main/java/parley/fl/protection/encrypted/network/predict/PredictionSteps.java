package parley.fl.protection.encrypted.network.predict;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parley.fl.plan.PlanException;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.fl.protection.encrypted.network.predict.PredictionLevels.Hidden;
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
 * The steps by which a sealed network answers: two refreshes for each hidden layer, one of the
 * outputs, and a switch to the querier's key a round. What is switched is what the last refresh
 * gave, which a party recognises; that drops all but the answers. Stateless and thread-safe.
 */
public final class PredictionSteps {
  public static final String TO_SLOTS = "predict/to-slots";
  static final String COLUMNS = "predict/columns";
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

  /** The step by which a hidden layer's margins come to slots. */
  static String toSlots(int layer) {
    return NetworkSteps.of(TO_SLOTS, layer);
  }

  /** The step by which a hidden layer's activations come to the next layer. */
  static String onward(PredictionLayout layout, int layer) {
    return layout.isLast(layer) ? AGAIN : NetworkSteps.of(COLUMNS, layer + 1);
  }

  /** All steps, in order. */
  static List<String> names(PredictionLayout layout) {
    return Stream.concat(
            IntStream.range(0, layout.hiddenLayers())
                .boxed()
                .flatMap(layer -> Stream.of(toSlots(layer), onward(layout, layer))),
            Stream.of(OUTPUTS, ANSWERS))
        .toList();
  }

  /** Adds them. */
  public static void add(
      PartyPlan.Builder plan, PredictionLayout layout, PredictionLevels levels, int parties) {
    String source = NetworkSteps.weights(layout.network(), 0, true);
    for (int layer = 0; layer < layout.hiddenLayers(); layer++) {
      int of = layer;
      Hidden hidden = levels.hidden().get(layer);
      plan.step(
          converting(toSlots(of), hidden.toSlots(), factor -> layout.toSlots(of, factor))
              .source(StepSource.computedFrom(source))
              .build());
      source = onward(layout, of);
      plan.step(
          converting(source, hidden.onward(), factor -> layout.onward(of, factor))
              .source(StepSource.computedFrom(toSlots(of)))
              .build());
    }
    plan.step(
        converting(OUTPUTS, levels.answers(), layout::answers)
            .source(StepSource.computedFrom(source))
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
  public static void requireBits(PartyPlan plan, PredictionLayout layout) {
    int bits = bits(plan);
    if (bits < LEAST_BITS) {
      throw new PlanException(
          "cannot plan predictions of a network: what hides the noise of so many providers and"
              + " layers hides the answers too, expected at least "
              + LEAST_BITS
              + " bits behind the point, got "
              + bits
              + " with "
              + plan.providers().size()
              + " providers and hidden layers of "
              + layout.network().sizes().subList(1, layout.hiddenLayers() + 1)
              + "; fewer of either, or revealWeights, would do");
    }
  }
}
