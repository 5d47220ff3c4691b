package parley.fl.protection.encrypted.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;

/**
 * What an iteration is predicted to take: counts of elementary steps times what each takes on one
 * core in a ring of dimension 2^14 (docs/parameters.md says how they were measured). Stateless and
 * thread-safe.
 */
final class NetworkCosts {
  private static final double KEY_SWITCH = 5.8e-3;
  private static final double ROW_PRODUCT = .48e-3;
  private static final double MASKED_INPUT = 3e-3;
  private static final double MASKED_OUTPUT = 3.2e-3;
  private static final double TRANSFORM = 3e-3;
  private static final double FRESH_ZERO = 1.4e-3;
  private static final double LOCAL_PRODUCT = 1.1e-3;
  private static final double SUM_INPUT = .85e-3;
  private static final double MEASURED_DIMENSION = 1 << 14;

  private NetworkCosts() {}

  /** Seconds of an iteration on one core, all providers in one process. */
  static double seconds(NetworkLayout layout, int providers) {
    int blocks = layout.first().blocks();
    int groups = layout.last().groups();
    int outputs = layout.last().outputs();
    int columns = layout.first().columns();
    int patterns = layout.last().vectors();
    double switches = columns + patterns + 2.0 * groups + 2 * outputs + patterns;
    double conversions = 2.0 * blocks + 2 * groups + 2 * outputs;
    double transforms = 2.0 * groups + 2 * outputs;
    double ofAll = providers + 1.0;
    double seconds =
        switches * KEY_SWITCH
            + blocks * columns * ROW_PRODUCT
            + ofAll * conversions * (MASKED_INPUT + MASKED_OUTPUT) / 2
            + ofAll * transforms * TRANSFORM
            + (double) providers * columns * FRESH_ZERO
            + (blocks + providers) * columns * LOCAL_PRODUCT
            + ofAll * (columns + patterns) * SUM_INPUT;
    return seconds * layout.ringDimension() / MEASURED_DIMENSION;
  }

  /** What was chosen and why. */
  static List<String> reasons(NetworkLayout layout, int limbs, int providers) {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "ring: dimension "
            + layout.ringDimension()
            + ", of whose limbs six hold the masks of an iteration's refreshes; a larger one is no"
            + " faster a row");
    if (limbs > NetworkLevels.LIMBS) {
      reasons.add(
          "limbs: "
              + limbs
              + ", since the weights stay sealed and are to answer questions; with revealWeights "
              + NetworkLevels.LIMBS
              + " would do");
    }
    reasons.add(
        "layout: "
            + layout.first().blocks()
            + " blocks of "
            + layout.first().rowsPerBlock()
            + " rows, "
            + layout.last().groups()
            + " groups of "
            + layout.last().neuronsPerGroup()
            + " neurons");
    reasons.add("batch places: " + layout.rows() + ", of all providers together");
    reasons.add(
        String.format(
            Locale.ROOT,
            "predicted: %.1f s an iteration on one core, without what messages take",
            seconds(layout, providers)));
    return reasons;
  }
}
