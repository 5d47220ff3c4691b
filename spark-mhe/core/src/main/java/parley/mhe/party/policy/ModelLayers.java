package parley.mhe.party.policy;

import java.util.List;
import java.util.stream.Stream;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProductStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.SumRefreshStep;

/**
 * The release of a network layer by layer, as one model's weights. Its first layer lies in
 * coefficients, where a refresh cannot flood single numbers, so that the key switch floods them.
 * Stateless and thread-safe.
 */
final class ModelLayers {
  /** Layers of a network of one hidden layer. */
  private static final int LEAST_LAYERS = 2;

  private ModelLayers() {}

  /**
   * Whether a step opens a layer to the querier: all that one sum refresh gave, once, flooded as it
   * is switched, its numbers counted as rows.
   */
  static boolean isLayer(PartyPlan plan, OpeningStep step) {
    return step.protocol() == ProtocolKind.KEY_SWITCH
        && step.rounds() == 1
        && step.floodBits() > 0
        && step.rows() > 0
        && !step.source().computed()
        && plan.step(step.source().step()) instanceof SumRefreshStep refresh
        && refresh.rounds() == 1
        && refresh.stride() > 0
        && refresh.flood() == null
        && step.objects() == refresh.outputs();
  }

  /**
   * Whether a step opens a layer in a plan that opens two at most, and one more for each step whose
   * masked product sums over rows, as a layer between two hidden ones has one; each of a refresh of
   * its own, and no weights in another way.
   */
  static boolean allLayers(PartyPlan plan, OpeningStep step) {
    if (!isLayer(plan, step)) {
      return false;
    }
    List<String> layers =
        openings(plan)
            .filter(other -> isLayer(plan, other))
            .map(layer -> layer.source().step())
            .toList();
    return layers.size() <= LEAST_LAYERS + layersBetween(plan)
        && layers.stream().distinct().count() == layers.size()
        && openings(plan).noneMatch(other -> OpeningKind.ofWeights(plan, other));
  }

  private static long layersBetween(PartyPlan plan) {
    return plan.steps().stream()
        .filter(step -> step instanceof ProductStep product && product.transposed())
        .count();
  }

  private static Stream<OpeningStep> openings(PartyPlan plan) {
    return plan.steps().stream().filter(OpeningStep.class::isInstance).map(OpeningStep.class::cast);
  }
}
