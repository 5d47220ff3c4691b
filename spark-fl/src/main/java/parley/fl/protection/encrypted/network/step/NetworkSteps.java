package parley.fl.protection.encrypted.network.step;

import parley.fl.network.ErrorWatch;
import parley.fl.network.NetworkTerms;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.fl.protection.encrypted.network.packing.MiddleLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.fl.protection.encrypted.network.packing.PackedLayer;
import parley.fl.protection.encrypted.session.OpenedSlots;
import parley.mhe.layout.ConversionMap;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.protocol.Flood;
import parley.mhe.protocol.NoiseBounds;

/**
 * The steps that providers of a network's training accept, with limbs and true scales, see {@link
 * NetworkLevels}. Stateless and thread-safe.
 */
public final class NetworkSteps {
  public static final String FORWARD = "train/forward";
  public static final String TO_SLOTS = "train/to-slots";
  public static final String OUTPUTS = "train/outputs";
  public static final String LOOK = "train/look";
  public static final String LOOK_OPEN = "train/look-open";
  public static final String ACTIVATIONS = "train/activations";
  public static final String BACKWARD = "train/backward";
  public static final String BACK = "train/back-to-slots";
  public static final String TRANSPOSED = "train/transposed";
  public static final String TO_COEFFICIENTS = "train/to-coefficients";
  public static final String GRADIENT = "train/gradient";
  public static final String HIDDEN = "train/hidden";
  public static final String OUTPUT = "train/output";
  public static final String MODEL_HIDDEN = "model/hidden";
  public static final String MODEL_OUTPUT = "model/output";
  public static final String REVEAL_HIDDEN = "model/reveal-hidden";
  public static final String REVEAL_OUTPUT = "model/reveal-output";

  /** Bound on the sum over outputs of the squared errors' means over the row places. */
  private static final double LOOK_BOUND = 0x1p20;

  private NetworkSteps() {}

  /** A step's name for a layer, from 0: that of the first as it is, others with their number. */
  public static String of(String step, int layer) {
    return layer == 0 ? step : step + "-" + (layer + 1);
  }

  /** The step that refreshes a layer's weights. */
  public static String weights(NetworkLayout layout, int layer, boolean last) {
    return layer < layout.hiddenLayers()
        ? of(last ? MODEL_HIDDEN : HIDDEN, layer)
        : last ? MODEL_OUTPUT : OUTPUT;
  }

  /** The step that opens a layer's weights. */
  public static String reveal(NetworkLayout layout, int layer) {
    return layer < layout.hiddenLayers() ? of(REVEAL_HIDDEN, layer) : REVEAL_OUTPUT;
  }

  /** How often errors are looked at; before the last iteration they are not. */
  public static int looks(NetworkTerms terms) {
    return terms.watch() ? ErrorWatch.looks(terms.iterations() - 1) : 0;
  }

  /** log2 of a scale, with the same bytes on every machine. */
  static double log2(double scale) {
    return StrictMath.log(scale) / StrictMath.log(2);
  }

  /**
   * Adds the steps of all iterations and of the finished model, in order.
   *
   * @param weighted whether rows count differently
   * @param flooded whether the finished model is, once for all: where it stays sealed and answers,
   *     what training left in it is not to be told; where it is opened, it is flooded then
   */
  public static void addTraining(
      PartyPlan.Builder plan,
      NetworkLayout layout,
      NetworkLevels levels,
      MiddleLevels middle,
      NetworkTerms terms,
      int providers,
      boolean weighted,
      boolean flooded) {
    int iterations = terms.iterations();
    NetworkMaps maps = NetworkMaps.of(layout, levels, middle, weighted);
    MiddleSteps between = new MiddleSteps(plan, layout, levels, middle, maps, iterations);
    addFirst(plan, layout, levels, maps, iterations);
    for (int layer = 1; layer < layout.columnLayers(); layer++) {
      between.addForward(layer);
    }
    int last = layout.columnLayers() - 1;
    plan.step(
        converting(OUTPUTS, levels.outputs(), maps.outputs(), iterations)
            .privateInput()
            .source(StepSource.computedFrom(of(TO_SLOTS, last)))
            .build());
    int looks = looks(terms);
    if (looks > 0) {
      addLooks(plan, layout, levels, iterations, looks, providers);
    }
    for (int layer = last; layer >= 0; layer--) {
      plan.step(
          converting(
                  of(TO_COEFFICIENTS, layer),
                  levels.toCoefficients(),
                  maps.layers().get(layer).toCoefficients(),
                  iterations)
              .source(StepSource.computedFrom(layer == last ? OUTPUTS : of(BACK, layer + 1)))
              .build());
      if (layer > 0) {
        between.addBackward(layer);
      }
    }
    addGradient(plan, layout.first(), levels, iterations);
    if (iterations > 1) {
      for (int layer = 0; layer < layout.layers(); layer++) {
        String name = weights(layout, layer, false);
        plan.step(
            weights(name, layout, levels, layer, false)
                .rounds(iterations - 1)
                .carries(name)
                .build());
      }
      for (int layer = 1; layer < layout.columnLayers(); layer++) {
        between.addTransposed(layer);
      }
    }
    for (int layer = 0; layer < layout.layers(); layer++) {
      SumRefreshStep.Builder model =
          weights(weights(layout, layer, true), layout, levels, layer, true);
      plan.step((flooded ? model.flood(flood(layout, layer, providers)) : model).build());
    }
  }

  private static void addFirst(
      PartyPlan.Builder plan,
      NetworkLayout layout,
      NetworkLevels levels,
      NetworkMaps maps,
      int iterations) {
    ColumnLayout first = layout.first();
    plan.step(
        UploadStep.builder(FORWARD, ProtocolKind.UPLOAD)
            .rounds(iterations)
            .inputs(first.vectors(), NetworkLevels.LOCAL_LIMBS, log2(NetworkLevels.HIDDEN_SCALE))
            .output(NetworkLevels.LOCAL_LIMBS, log2(levels.toSlots().scaleIn()))
            .values(first.blocks())
            .attempts(PlanStep.MOST_ATTEMPTS)
            .source(stepped(weights(layout, 0, false), iterations))
            .build());
    plan.step(
        converting(TO_SLOTS, levels.toSlots(), maps.layers().get(0).toSlots(), iterations)
            .source(StepSource.of(FORWARD))
            .build());
  }

  /** Before the first iteration the driver encrypts the start weights itself. */
  static StepSource stepped(String weights, int iterations) {
    return iterations > 1 ? StepSource.computedFrom(weights) : StepSource.NONE;
  }

  private static void addGradient(
      PartyPlan.Builder plan, ColumnLayout first, NetworkLevels levels, int iterations) {
    plan.step(
        UploadStep.builder(GRADIENT, ProtocolKind.UPLOAD)
            .rounds(iterations)
            .inputs(first.blocks(), NetworkLevels.LOCAL_LIMBS, log2(levels.scale()))
            .output(NetworkLevels.LOCAL_LIMBS, log2(levels.hiddenGradientScale()))
            .values(first.vectors())
            .attempts(PlanStep.MOST_ATTEMPTS)
            .source(StepSource.of(TO_COEFFICIENTS))
            .build());
  }

  private static void addLooks(
      PartyPlan.Builder plan,
      NetworkLayout layout,
      NetworkLevels levels,
      int iterations,
      int looks,
      int providers) {
    plan.step(
        SumRefreshStep.builder(LOOK)
            .rounds(iterations)
            .limbs(NetworkLevels.LIMBS, NetworkLevels.LIMBS)
            .logScales(log2(levels.scale() * levels.scale()), log2(NetworkLevels.MODEL_SCALE))
            .maxAbs(LOOK_BOUND)
            .factorBound(layout.lookPlaces())
            .floodBits(Flood.LEAST_BITS)
            .source(StepSource.computedFrom(OUTPUTS))
            .build());
    plan.step(
        OpeningStep.builder(LOOK_OPEN, ProtocolKind.DECRYPTION)
            .rounds(iterations)
            .input(NetworkLevels.LIMBS, log2(NetworkLevels.MODEL_SCALE))
            .values(1)
            .ciphertextDeviation(NoiseBounds.sumRefresh(providers))
            .maxAbs(LOOK_BOUND * layout.lookPlaces())
            .attempts(PlanStep.MOST_ATTEMPTS)
            .openings(looks * PlanStep.MOST_ATTEMPTS)
            .source(StepSource.of(LOOK))
            .build());
  }

  static ConvertingStep.Builder converting(
      String name, Refreshed refreshed, ConversionMap map, int iterations) {
    return ConvertingStep.builder(name)
        .rounds(iterations)
        .map(map)
        .limbs(refreshed.limbsIn(), refreshed.limbsOut())
        .logScales(log2(refreshed.scaleIn()), log2(refreshed.scaleOut()))
        .maskBits(refreshed.maskBits())
        .maxAbs(refreshed.bound());
  }

  private static SumRefreshStep.Builder weights(
      String name, NetworkLayout layout, NetworkLevels levels, int layer, boolean last) {
    boolean hidden = layer < layout.columnLayers();
    Refreshed refreshed = hidden ? levels.hidden() : levels.output();
    PackedLayer packed = layout.layer(layer);
    return SumRefreshStep.builder(name)
        .counts(packed.vectors(), packed.packs())
        .stride(packed.stride())
        .limbs(refreshed.limbsIn(), last ? levels.modelLimbs() : refreshed.limbsOut())
        .logScales(
            log2(refreshed.scaleIn()),
            log2(last ? NetworkLevels.MODEL_SCALE : refreshed.scaleOut()))
        .maskBits(refreshed.maskBits())
        .maxAbs(refreshed.bound())
        .factorBound(WeightStep.factorBound(refreshed))
        .source(StepSource.computedFrom(hidden ? of(GRADIENT, layer) : OUTPUTS));
  }

  /** Adds the release of the weights to the querier. */
  public static void addReveal(
      PartyPlan.Builder plan, NetworkLayout layout, NetworkLevels levels, int providers) {
    for (int layer = 0; layer < layout.layers(); layer++) {
      PackedLayer packed = layout.layer(layer);
      Refreshed refreshed = layer < layout.columnLayers() ? levels.hidden() : levels.output();
      plan.step(
          OpeningStep.builder(reveal(layout, layer), ProtocolKind.KEY_SWITCH)
              .input(levels.modelLimbs(), log2(NetworkLevels.MODEL_SCALE))
              .ciphertextDeviation(NoiseBounds.sumRefresh(providers))
              .maxAbs(refreshed.bound())
              .attempts(PlanStep.MOST_ATTEMPTS)
              .source(StepSource.of(weights(layout, layer, true)))
              .objects(packed.packs())
              .rows(packed.weights())
              .floodBits(flooded(packed, providers))
              .build());
    }
  }

  /** Each number that a layer's refresh keeps: a weight, or a coefficient of a pattern. */
  private static Flood flood(NetworkLayout layout, int layer, int providers) {
    int bits = flooded(layout.layer(layer), providers);
    return layer < layout.columnLayers() ? Flood.ofCoefficients(bits) : new Flood(bits);
  }

  /** p of the flooding of packed weights, of which a number adds up so many coefficients. */
  private static int flooded(PackedLayer packed, int providers) {
    return Flood.bitsForSlots(OpenedSlots.FLOODED_BITS, packed.coefficientsOfWeight(), providers)
        + Integer.numberOfTrailingZeros(packed.places());
  }
}
