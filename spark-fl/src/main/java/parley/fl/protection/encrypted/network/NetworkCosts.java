package parley.fl.protection.encrypted.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.mhe.layout.SlotLayout;

/**
 * What an iteration is predicted to take: counts of elementary steps times what each takes on one
 * core in a ring of dimension 2^14 (docs/parameters.md says how they were measured). Stateless and
 * thread-safe.
 */
final class NetworkCosts {
  private static final double KEY_SWITCH = 8.1e-3;
  private static final double FORWARD_PRODUCT = .39e-3;
  private static final double GRADIENT_PRODUCT = .88e-3;
  private static final double UPLOAD = 3.9e-3;
  private static final double BLOCK = 2.3e-3;
  private static final double SLOTS = 4.4e-3;
  private static final double SUM_INPUT = .72e-3;
  private static final double SUM_COEFFICIENT = 2e-6;

  /** Of all its rounds, whatever goes through them. */
  private static final double ROUNDS = .76;

  private static final double MEASURED_DIMENSION = 1 << 14;

  /** What a provider sends is weighed as on a network of 1 Gb/s. */
  private static final double BYTES_PER_SECOND = 125e6;

  /** Less is no gain, since no prediction is that good. */
  private static final double GAIN = .03;

  private NetworkCosts() {}

  /** Seconds of an iteration on one core, all providers in one process. */
  static double seconds(NetworkLayout layout, int providers) {
    return seconds(NetworkCounts.of(layout, providers), layout.ringDimension());
  }

  private static double seconds(NetworkCounts counts, int ringDimension) {
    double seconds =
        counts.keySwitches() * KEY_SWITCH
            + counts.products() * (FORWARD_PRODUCT + GRADIENT_PRODUCT)
            + counts.uploads() * UPLOAD
            + counts.blocks() * BLOCK
            + counts.slots() * SLOTS
            + counts.sumInputs() * SUM_INPUT
            + counts.sumCoefficients() * SUM_COEFFICIENT * MEASURED_DIMENSION / ringDimension;
    return ROUNDS + seconds * ringDimension / MEASURED_DIMENSION;
  }

  /** Bytes that a provider sends in an iteration for the first layer. */
  static double bytes(NetworkLayout layout, int providers) {
    return NetworkCounts.of(layout, providers).polynomials() * layout.ringDimension() * Long.BYTES;
  }

  /** The layout of as many features a polynomial as cost least; more of them have to pay off. */
  static NetworkLayout cheapest(int ringDimension, List<Integer> sizes, int rows, int providers) {
    NetworkLayout best = new NetworkLayout(ringDimension, sizes, rows);
    int most = Math.min(best.first().rowsPerBlock(), best.first().columns());
    for (int features = 2; features <= most; features *= 2) {
      NetworkLayout next = new NetworkLayout(ringDimension, sizes, rows, features);
      if (cost(next, providers) < (1 - GAIN) * cost(best, providers)) {
        best = next;
      }
    }
    return best;
  }

  private static double cost(NetworkLayout layout, int providers) {
    return seconds(layout, providers) + bytes(layout, providers) / BYTES_PER_SECOND;
  }

  /** What was chosen and why. */
  static List<String> reasons(NetworkLayout layout, int limbs, int providers) {
    List<String> reasons = new ArrayList<>();
    reasons.add(
        "ring: dimension "
            + layout.ringDimension()
            + (layout.hiddenLayers() == 0
                ? ", of whose limbs all "
                    + limbs
                    + " hold the masks of the refresh before the sigmoid and six those of an"
                    + " iteration's others"
                : ", of whose limbs six hold the masks of an iteration's refreshes")
            + "; a larger one is no faster a row");
    if (limbs > NetworkLevels.LIMBS) {
      reasons.add(
          "limbs: "
              + limbs
              + (layout.hiddenLayers() == 0
                  ? ", since what stands for a sigmoid takes four levels between two refreshes"
                  : ", since the weights stay sealed and are to answer questions; with"
                      + " revealWeights "
                      + NetworkLevels.LIMBS
                      + " would do"));
    }
    SlotLayout slots = layout.slots(layout.columnLayers() - 1);
    reasons.add(
        "layout: "
            + layout.first().blocks()
            + " blocks of "
            + layout.first().rowsPerBlock()
            + " rows, "
            + slots.ciphertexts()
            + " groups of "
            + slots.neuronsPerCiphertext()
            + (layout.hiddenLayers() == 0 ? " outputs" : " neurons"));
    reasons.add(features(layout, providers));
    reasons.add("batch places: " + layout.rows() + ", of all providers together");
    reasons.add(
        String.format(
            Locale.ROOT,
            "predicted: %.1f s an iteration on one core, without what messages take%s",
            seconds(layout, providers),
            layout.hiddenLayers() > 1 ? " and without the layers in the middle" : ""));
    return reasons;
  }

  /** Beside what one feature a polynomial would take, where there are more. */
  private static String features(NetworkLayout layout, int providers) {
    NetworkLayout one = new NetworkLayout(layout.ringDimension(), layout.sizes(), layout.rows());
    int features = layout.featuresPerPolynomial();
    String cost =
        String.format(
            Locale.ROOT,
            "features a polynomial: %d, so that %d uploads an iteration have the first layer's"
                + " gradient: %.1f s and %.0f MB a provider for that layer",
            features,
            layout.first().vectors(),
            seconds(layout, providers),
            bytes(layout, providers) * 1e-6);
    return features == 1
        ? cost
        : cost
            + String.format(
                Locale.ROOT,
                ", with one %.1f s and %.0f MB",
                seconds(one, providers),
                bytes(one, providers) * 1e-6);
  }
}
