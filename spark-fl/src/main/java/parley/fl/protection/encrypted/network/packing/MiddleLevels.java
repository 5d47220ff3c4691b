package parley.fl.protection.encrypted.network.packing;

import java.util.List;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;

/**
 * What an iteration needs beside {@link NetworkLevels} for a layer between two hidden ones. Masked
 * products take no level but the scale. Immutable and thread-safe.
 *
 * <pre>
 * refresh of a, for its masks                                  a: 5, 2^b
 * a (2^s) W (5 limbs, 2^60)                                    u in coefficients: 5, 2^(s + 60)
 * refresh to slots                                             u: 6, 2^b
 * refresh of e to coefficients, for its masks too              e: 5, 2^b
 * a (2^24) e                                                   gradient of W: 5, 2^(b + 24)
 * e (2^s) W transposed (5 limbs, 2^60)                         e W': 5, 2^(s + 60)
 * refresh to slots                                             e W': 5, as of the last layer
 * refresh of W in another order                                W transposed: 5, 2^60
 * </pre>
 *
 * s is {@value #MOST_PRODUCT_BITS}, or less where the masks of many providers have no room for it;
 * never less than the 24 of rows, which meet the first layer's weights with the same bound.
 *
 * @param activations the refresh whose masks are multiplied by weights and errors
 * @param toSlots that of margins
 * @param back that of the errors behind the layer below
 * @param transposed that of the weights
 * @param productScale 2^s, of masked numbers that meet weights
 */
public record MiddleLevels(
    Refreshed activations,
    Refreshed toSlots,
    Refreshed back,
    Refreshed transposed,
    double productScale) {
  /** log2 of the scale of masked numbers that meet weights: their rounding is the largest error. */
  static final int MOST_PRODUCT_BITS = 40;

  /** Bound on (u^2 + u - 1) / 2. */
  private static final double ACTIVATION_BOUND =
      NetworkLevels.BOUND * (NetworkLevels.BOUND + 1) / 2;

  /** The levels in a ring of these primes. */
  public static MiddleLevels of(NetworkLevels levels, long[] primes) {
    int local = NetworkLevels.LOCAL_LIMBS;
    double bound = NetworkLevels.BOUND;
    double scale = levels.scale();
    double weights = NetworkLevels.HIDDEN_SCALE;
    // The steps of the first layer are refreshed at the largest scale that there is room for.
    double product = Math.min(Math.scalb(weights, MOST_PRODUCT_BITS), levels.hidden().scaleIn());
    // As the last layer's errors times its weights, rescaled.
    double back = scale * levels.output().scaleOut() / primes[local];
    return new MiddleLevels(
        new Refreshed(local, levels.activationScale(), local, scale, ACTIVATION_BOUND),
        new Refreshed(local, product, NetworkLevels.LIMBS, scale, bound),
        new Refreshed(local, product, local, back, bound),
        new Refreshed(local, weights, local, weights, bound),
        product / weights);
  }

  /** All refreshes. */
  public List<Refreshed> refreshes() {
    return List.of(activations, toSlots, back, transposed);
  }
}
