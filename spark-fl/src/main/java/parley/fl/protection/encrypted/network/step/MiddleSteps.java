package parley.fl.protection.encrypted.network.step;

import parley.fl.protection.encrypted.network.packing.MiddleLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProductStep;
import parley.mhe.party.plan.StepSource;
import parley.mhe.protocol.ProductShape;

/**
 * The steps of layers between two hidden ones, see {@link MiddleLevels}. Immutable; for one thread
 * at a time, as the plan's builder is.
 *
 * @param plan where they are added
 */
record MiddleSteps(
    PartyPlan.Builder plan,
    NetworkLayout layout,
    NetworkLevels levels,
    MiddleLevels middle,
    NetworkMaps maps,
    int iterations) {

  /** From the activations below to the layer's margins. */
  void addForward(int layer) {
    NetworkMaps.Layer map = maps.layers().get(layer);
    String activations = NetworkSteps.of(NetworkSteps.ACTIVATIONS, layer);
    String forward = NetworkSteps.of(NetworkSteps.FORWARD, layer);
    plan.step(
        NetworkSteps.converting(
                activations, middle.activations(), map.products().activations(), iterations)
            .source(StepSource.computedFrom(NetworkSteps.of(NetworkSteps.TO_SLOTS, layer - 1)))
            .build());
    plan.step(
        product(forward, activations, map.products().forward())
            .numbers(
                NetworkLevels.LOCAL_LIMBS,
                NetworkSteps.log2(NetworkLevels.HIDDEN_SCALE),
                NetworkSteps.log2(middle.toSlots().scaleIn()))
            .source(stepped(NetworkSteps.HIDDEN, layer))
            .build());
    plan.step(
        NetworkSteps.converting(
                NetworkSteps.of(NetworkSteps.TO_SLOTS, layer),
                middle.toSlots(),
                map.toSlots(),
                iterations)
            .source(StepSource.computedFrom(forward))
            .build());
  }

  private StepSource stepped(String weights, int layer) {
    return NetworkSteps.stepped(NetworkSteps.of(weights, layer), iterations);
  }

  private ProductStep.Builder product(String name, String masked, ProductShape shape) {
    return ProductStep.builder(name).rounds(iterations).masked(masked).shape(shape);
  }

  /** From the layer's errors in blocks to its gradient and to the errors behind the layer below. */
  void addBackward(int layer) {
    MiddleMaps map = maps.layers().get(layer).products();
    String errors = NetworkSteps.of(NetworkSteps.TO_COEFFICIENTS, layer);
    String backward = NetworkSteps.of(NetworkSteps.BACKWARD, layer);
    plan.step(
        product(
                NetworkSteps.of(NetworkSteps.GRADIENT, layer),
                NetworkSteps.of(NetworkSteps.ACTIVATIONS, layer),
                map.gradient())
            .numbers(
                NetworkLevels.LOCAL_LIMBS,
                NetworkSteps.log2(levels.scale()),
                NetworkSteps.log2(levels.hiddenGradientScale()))
            .source(StepSource.computedFrom(errors))
            .build());
    plan.step(
        product(backward, errors, map.backward())
            .numbers(
                NetworkLevels.LOCAL_LIMBS,
                NetworkSteps.log2(NetworkLevels.HIDDEN_SCALE),
                NetworkSteps.log2(middle.back().scaleIn()))
            .source(stepped(NetworkSteps.TRANSPOSED, layer))
            .build());
    plan.step(
        NetworkSteps.converting(
                NetworkSteps.of(NetworkSteps.BACK, layer), middle.back(), map.back(), iterations)
            .source(StepSource.of(backward))
            .build());
  }

  /** The weights that an iteration made, for the way back of the next. */
  void addTransposed(int layer) {
    plan.step(
        NetworkSteps.converting(
                NetworkSteps.of(NetworkSteps.TRANSPOSED, layer),
                middle.transposed(),
                maps.layers().get(layer).products().transposed(),
                iterations - 1)
            .source(StepSource.of(NetworkSteps.of(NetworkSteps.HIDDEN, layer)))
            .build());
  }
}
