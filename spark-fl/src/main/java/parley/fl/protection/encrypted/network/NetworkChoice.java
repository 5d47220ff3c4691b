package parley.fl.protection.encrypted.network;

import java.util.HexFormat;
import java.util.List;
import parley.fl.family.network.NetworkFamily;
import parley.fl.plan.NetworkTrainingPlan;
import parley.fl.plan.PlanException;
import parley.fl.protection.encrypted.kind.Choice;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkRing;
import parley.fl.protection.encrypted.network.step.RowFactors;
import parley.fl.protection.encrypted.session.OpenedSlots;
import parley.fl.settings.TrainingSettings;
import parley.mhe.ckks.CkksParameters;

/**
 * Ring and layout of a network's training. Immutable and thread-safe.
 *
 * @param agreed what the providers are to agree on
 * @param choice the same for the report
 */
record NetworkChoice(NetworkAgreed agreed, Choice choice) {
  /** Largest cut of a feature: numbers of a training are bounded by it. */
  static final double MOST_CLIP = 16;

  private static final int LOG_RING_DIMENSION = 14;

  /** log2 of a weight's scale less what an iteration's noise takes of it. */
  private static final double LOST_BITS = 25;

  /**
   * Refuses what this kind does not train.
   *
   * @throws PlanException that says what would be
   */
  static void requireTrainable(TrainingSettings settings, NetworkFamily family) {
    double clip = settings.standardization().featureClip();
    if (!(clip <= MOST_CLIP)) {
      throw refuse(
          "its numbers are bounded by where features are cut",
          "a feature clip of at most " + MOST_CLIP,
          clip + "");
    }
  }

  private static PlanException refuse(String what, String expected, String got) {
    return new PlanException(
        "cannot train a network with the protection encrypted: "
            + what
            + ", expected "
            + expected
            + ", got "
            + got);
  }

  /**
   * The choice for rows and settings; where a plan is followed, that for the rows it was made for.
   *
   * @param rowWeights whether rows have weights of their own
   * @throws PlanException when there is none, or the plan is for another training
   */
  static NetworkChoice of(
      RowPlaces rows, boolean rowWeights, TrainingSettings settings, NetworkFamily family) {
    requireBatch(rows, family);
    NetworkTrainingPlan plan =
        settings.protection().plan().map(NetworkTrainingPlan::of).orElse(null);
    if (plan == null) {
      return chosen(rows, rowWeights, settings, family);
    }
    NetworkChoice found = chosen(RowPlaces.of(plan), rowWeights, settings, family);
    plan.requireFits(
        rows.providers(), rows.each(), found.agreed.planned(), found.choice.parameters());
    return found.followed(plan);
  }

  private static void requireBatch(RowPlaces rows, NetworkFamily family) {
    int batch = family.terms().batch(rows.all());
    if (batch > rows.all()) {
      throw refuse(
          "a batch is of more rows than all providers have",
          "at most " + rows.all() + " rows a batch",
          batch + "");
    }
  }

  private NetworkChoice followed(NetworkTrainingPlan plan) {
    String reason = "layout: of the plan " + HexFormat.of().formatHex(plan.digest());
    return new NetworkChoice(
        agreed,
        new Choice(
            choice.parameters(),
            choice.weights(),
            choice.rowPlaces(),
            choice.precisionBits(),
            List.of(reason)));
  }

  private static NetworkChoice chosen(
      RowPlaces rows, boolean rowWeights, TrainingSettings settings, NetworkFamily family) {
    CkksParameters parameters = parameters(settings, family.terms().sigmoid().isPresent());
    int places = family.terms().batch(rows.all());
    NetworkLayout layout =
        NetworkCosts.cheapest(
            parameters.ringDimension(), family.terms().shape().sizes(), places, rows.providers());
    NetworkAgreed agreed = NetworkAgreed.of(settings, family, layout, rowWeights);
    return new NetworkChoice(
        agreed,
        choice(
            parameters,
            agreed,
            rows,
            settings,
            NetworkCosts.reasons(agreed.layout(), parameters.limbs(), rows.providers())));
  }

  private static CkksParameters parameters(TrainingSettings settings, boolean sigmoid) {
    int asked = settings.protection().logRingDimension().orElse(LOG_RING_DIMENSION);
    boolean insecure = asked < LOG_RING_DIMENSION;
    if (insecure && !Boolean.getBoolean("parley.insecure")) {
      throw refuse(
          "so small a ring is not secure",
          "a ring dimension of 2^" + LOG_RING_DIMENSION + " at least",
          "2^" + asked);
    }
    return NetworkRing.of(settings.protection().revealWeights(), sigmoid)
        .parameters(asked, insecure);
  }

  /** What the report says of a layout. */
  static Choice choice(
      CkksParameters parameters,
      NetworkAgreed agreed,
      RowPlaces rows,
      TrainingSettings settings,
      List<String> reasons) {
    NetworkLayout layout = agreed.layout();
    NetworkRing ring = NetworkRing.ofLimbs(parameters.limbs());
    NetworkLevels levels = NetworkLevels.of(ring.sizes(), rows.providers());
    double weights =
        layout.hiddenLayers() == 0 ? NetworkLevels.HIDDEN_SCALE : levels.output().scaleOut();
    int weighed = agreed.factors().any() ? RowFactors.MOST_UNIT_BITS : 0;
    double trained = Math.getExponent(weights) - LOST_BITS - weighed;
    return new Choice(
        parameters,
        layout.weights(),
        rows.each(),
        settings.protection().revealWeights()
            ? Math.min(trained, OpenedSlots.FLOODED_BITS)
            : trained,
        reasons);
  }
}
