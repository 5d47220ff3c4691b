package parley.fl.protection.encrypted.network.packing;

import java.util.List;
import parley.fl.plan.PlanException;
import parley.mhe.protocol.MaskRule;

/**
 * Limbs, scales, bounds and masks along an iteration, in a ring of one prime of 60 and five of 45
 * bits. Scales follow from the primes, so that a plan states them before anything is computed.
 * Immutable and thread-safe.
 *
 * <pre>
 * W1 (5 limbs, 2^60) times rows (2^24)                         u1 in coefficients: 5, 2^84
 * refresh to slots                                             u1: 6, 2^45
 * u1 (u1/2 + 1/2) - 1/2, rescaled                              a: 5
 * a W2, rescaled (W2: 2^54, of more than 20 providers 2^50)    parts of u2: 4
 * refresh: sums over the neurons of a group, less the labels   e2: 6, 2^45
 * a e2                                                         gradient of W2: 5
 * e2 W2, rescaled, times u1 + 1/2, rescaled                    e1: 4
 * refresh to coefficients                                      e1: 5, 2^45
 * e1 times rows                                                gradient of W1: 5, 2^69
 * sum refreshes: both layers' steps                            W1: 5, 2^60; W2: 6
 * </pre>
 *
 * @param toSlots the refresh of the first layer's margins
 * @param outputs that of the second layer's
 * @param toCoefficients that of the first layer's errors
 * @param hidden the step of the first layer's weights
 * @param output that of the second layer's
 * @param activationScale of the hidden layer's activations, at 5 limbs
 * @param outputGradientScale of the second layer's gradient, at 5 limbs
 */
public record NetworkLevels(
    Refreshed toSlots,
    Refreshed outputs,
    Refreshed toCoefficients,
    Refreshed hidden,
    Refreshed output,
    double activationScale,
    double outputGradientScale) {
  /** Limbs of the ring. */
  public static final int LIMBS = 6;

  /** Bits of its first prime, and of the others. */
  public static final int FIRST_BITS = 60;

  public static final int SCALE_BITS = 45;

  /** Digits of its key switches. */
  public static final int DIGITS = 3;

  /** Scale of what a refresh gives in the middle of an iteration. */
  public static final double SCALE = Math.scalb(1.0, SCALE_BITS);

  /** Scale of the rows. */
  public static final double ROW_SCALE = 0x1p24;

  /** Scale of the first layer's weights. */
  public static final double HIDDEN_SCALE = 0x1p60;

  /** Scale of the finished model. */
  public static final double MODEL_SCALE = 0x1p100;

  /** Limbs where rows meet ciphertexts, and where gradients are summed. */
  public static final int LOCAL_LIMBS = 5;

  /**
   * Bound on margins, errors and weights, in their own unit: below a power of two by more than true
   * scales differ from theirs.
   */
  public static final double BOUND = 60;

  /** Bound on the weights of the second layer. */
  public static final double OUTPUT_BOUND = 15;

  private static final int FEW_PROVIDERS = 20;

  /** u^2/2 + u/2 - 1/2 as u (u at twice its scale + 1/2): the factor of the square. */
  private static final double SQUARE = .5;

  /**
   * A refresh: what goes in, what comes out, and the masks between.
   *
   * @param limbsIn limbs of what goes in
   * @param scaleIn its scale
   * @param limbsOut limbs of what comes out
   * @param scaleOut its scale
   * @param bound on the absolute value of what goes in, in the value's own unit
   */
  public record Refreshed(
      int limbsIn, double scaleIn, int limbsOut, double scaleOut, double bound) {
    /** Bits of a mask. */
    public int maskBits() {
      return masks().bits();
    }

    /** 128 bits above the bound. */
    public MaskRule masks() {
      return MaskRule.of(bound * scaleIn);
    }
  }

  /**
   * The levels in a ring of these primes.
   *
   * @throws PlanException when the masks of so many providers have no room in it
   */
  public static NetworkLevels of(long[] primes, int providers) {
    if (primes.length != LIMBS) {
      throw new PlanException(
          "cannot plan a network: the ring is another, expected "
              + LIMBS
              + " limbs, got "
              + primes.length);
    }
    double weights = outputScale(providers);
    double activation = SCALE / SQUARE * SCALE / primes[5];
    double parts = activation * weights / primes[4];
    double errors = SCALE * weights / primes[5] * SCALE / primes[4];
    double gradient = activation * SCALE;
    double room = log2(primes, LOCAL_LIMBS) - MaskRule.DEFAULT_LAMBDA - 1 - log2(providers);
    NetworkLevels levels =
        new NetworkLevels(
            new Refreshed(LOCAL_LIMBS, HIDDEN_SCALE * ROW_SCALE, LIMBS, SCALE, BOUND),
            new Refreshed(LIMBS - 2, parts, LIMBS, SCALE, BOUND),
            new Refreshed(LIMBS - 2, errors, LOCAL_LIMBS, SCALE, BOUND),
            new Refreshed(LOCAL_LIMBS, wide(room, BOUND), LOCAL_LIMBS, HIDDEN_SCALE, BOUND),
            new Refreshed(LOCAL_LIMBS, wide(room, OUTPUT_BOUND), LIMBS, weights, OUTPUT_BOUND),
            activation,
            gradient);
    levels.requireRoom(primes, providers);
    return levels;
  }

  /** The largest scale at which a bounded number's masks have room: a power of two. */
  private static double wide(double room, double bound) {
    return Math.scalb(1.0, (int) Math.floor(room) - Math.getExponent(bound) - 1);
  }

  /** Scale of the second layer's weights: masks of more providers need a smaller one. */
  public static double outputScale(int providers) {
    return providers > FEW_PROVIDERS ? 0x1p50 : 0x1p54;
  }

  /** Scale of the first layer's gradient. */
  public static double hiddenGradientScale() {
    return SCALE * ROW_SCALE;
  }

  /** All refreshes of an iteration, in its order. */
  public List<Refreshed> refreshes() {
    return List.of(toSlots, outputs, toCoefficients, hidden, output);
  }

  private void requireRoom(long[] primes, int providers) {
    for (Refreshed refresh : refreshes()) {
      double most = log2(primes, refresh.limbsIn()) - 1 - log2(providers);
      if (refresh.maskBits() > most) {
        throw new PlanException(
            "cannot plan a network: the masks of so many providers have no room, expected at most "
                + (int) Math.floor(most)
                + " bits for "
                + providers
                + " providers, got "
                + refresh.maskBits());
      }
    }
  }

  private static double log2(long[] primes, int limbs) {
    double sum = 0;
    for (int limb = 0; limb < limbs; limb++) {
      sum += log2(primes[limb]);
    }
    return sum;
  }

  /** With the same bits on every machine. */
  private static double log2(double number) {
    return StrictMath.log(number) / StrictMath.log(2);
  }
}
