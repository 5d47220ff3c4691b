package parley.fl.protection.encrypted.network.packing;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.family.circuit.ActivationCircuit;
import parley.fl.plan.PlanException;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.protocol.MaskRule;

/**
 * Limbs, scales, bounds and masks along an iteration, which uses the lower six limbs of its ring: a
 * prime of 60 bits and five of b, 45 or 44, see {@link NetworkRing}. Scales follow from the primes,
 * so that a plan states them before anything is computed. Immutable and thread-safe.
 *
 * <pre>
 * W1 (5 limbs, 2^60) times rows (2^24)                         u1 in coefficients: 5, 2^84
 * refresh to slots                                             u1: 6, 2^b
 * u1 (u1/2 + 1/2) - 1/2, rescaled                              a: 5
 * a W2, rescaled (W2: 2^54, of many providers less)            parts of u2: 4
 * refresh: sums over the neurons of a group, less the labels   e2: 6, 2^b
 * a e2                                                         gradient of W2: 5
 * e2 W2, rescaled, times u1 + 1/2, rescaled                    e1: 4
 * refresh to coefficients                                      e1: 5, 2^b
 * e1 times rows                                                gradient of W1: 5, 2^(b + 24)
 * sum refreshes: both layers' steps                            W1: 5, 2^60; W2: 6
 * at the last iteration                                        both: all limbs, 2^100
 * </pre>
 *
 * Where rows count differently, what they count is encrypted at 6 limbs, and e2 and u1 + 1/2 are
 * multiplied by it and rescaled before they are used at 5: a e2 has it once, e1 too.
 *
 * <p>Without hidden layer, in the ring of eight limbs:
 *
 * <pre>
 * refresh to slots                                             u over its unit: 8, 2^b
 * the odd part of the sigmoid's polynomial                     s: 4
 * refresh: less the labels and 1/2                             e: 6, 2^b
 * e (4 limbs), refresh to coefficients                         e: 5, 2^b
 * e times rows                                                 gradient: 5, 2^(b + 24)
 * </pre>
 *
 * @param toSlots the refresh of the first layer's margins
 * @param outputs that of the second layer's
 * @param toCoefficients that of the first layer's errors
 * @param hidden the step of the first layer's weights
 * @param output that of the second layer's
 * @param scale 2^b, of what a refresh gives in the middle of an iteration
 * @param activationScale of the hidden layer's activations, at 5 limbs
 * @param outputGradientScale of the second layer's gradient, at 5 limbs
 * @param modelLimbs of the finished model
 */
public record NetworkLevels(
    Refreshed toSlots,
    Refreshed outputs,
    Refreshed toCoefficients,
    Refreshed hidden,
    Refreshed output,
    double scale,
    double activationScale,
    double outputGradientScale,
    int modelLimbs) {
  /** The most limbs that an iteration uses. */
  public static final int LIMBS = 6;

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

  /** log2 of the second layer's weights' scale where masks have room for it. */
  private static final int MOST_OUTPUT_BITS = 54;

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
   * The levels in a ring of these primes, of a network without hidden layer or another.
   *
   * @param sigmoid what stands for the sigmoid of the outputs; empty where these are linear
   * @throws PlanException when the masks of so many providers have no room in it
   */
  public static NetworkLevels of(
      long[] primes, int providers, Optional<SigmoidPolynomial> sigmoid) {
    NetworkLevels levels = of(primes, providers);
    return sigmoid.isEmpty() ? levels : levels.logistic(primes, providers, sigmoid.get());
  }

  private NetworkLevels logistic(long[] primes, int providers, SigmoidPolynomial sigmoid) {
    if (primes.length != NetworkRing.PREDICTION.limbs()) {
      throw new PlanException(
          "cannot plan a network without hidden layer: a sigmoid takes four levels, expected "
              + NetworkRing.PREDICTION.limbs()
              + " limbs, got "
              + primes.length);
    }
    double values =
        new ActivationCircuit(sigmoid.unitCoefficients()).output(primes, primes.length, scale);
    NetworkLevels levels =
        new NetworkLevels(
            new Refreshed(
                toSlots.limbsIn(), toSlots.scaleIn(), primes.length, scale / sigmoid.unit(), BOUND),
            new Refreshed(LIMBS - 2, values, LIMBS, scale, BOUND),
            new Refreshed(LIMBS - 2, scale, LOCAL_LIMBS, scale, BOUND),
            hidden,
            output,
            scale,
            activationScale,
            outputGradientScale,
            modelLimbs);
    PlanException narrow = levels.withoutRoom(primes, providers);
    if (narrow != null) {
      throw narrow;
    }
    return levels;
  }

  /**
   * The levels in a ring of these primes, of a network with hidden layers.
   *
   * @throws PlanException when the masks of so many providers have no room in it
   */
  public static NetworkLevels of(long[] primes, int providers) {
    NetworkRing ring = NetworkRing.ofLimbs(primes.length);
    PlanException narrow = null;
    for (int bits = MOST_OUTPUT_BITS; bits >= ring.scaleBits(); bits--) {
      NetworkLevels levels = of(ring, primes, providers, Math.scalb(1.0, bits));
      narrow = levels.withoutRoom(primes, providers);
      if (narrow == null) {
        return levels;
      }
    }
    throw Objects.requireNonNull(narrow);
  }

  private static NetworkLevels of(NetworkRing ring, long[] primes, int providers, double weights) {
    double scale = Math.scalb(1.0, ring.scaleBits());
    double activation = scale / SQUARE * scale / primes[5];
    double parts = activation * weights / primes[4];
    double errors = scale * weights / primes[5] * scale / primes[4];
    double room = log2(primes, LOCAL_LIMBS) - MaskRule.DEFAULT_LAMBDA - 1 - log2(providers);
    return new NetworkLevels(
        new Refreshed(LOCAL_LIMBS, HIDDEN_SCALE * ROW_SCALE, LIMBS, scale, BOUND),
        new Refreshed(LIMBS - 2, parts, LIMBS, scale, BOUND),
        new Refreshed(LIMBS - 2, errors, LOCAL_LIMBS, scale, BOUND),
        new Refreshed(LOCAL_LIMBS, wide(room, BOUND), LOCAL_LIMBS, HIDDEN_SCALE, BOUND),
        new Refreshed(LOCAL_LIMBS, wide(room, OUTPUT_BOUND), LIMBS, weights, OUTPUT_BOUND),
        scale,
        activation,
        activation * scale,
        ring.limbs());
  }

  /** The largest scale at which a bounded number's masks have room: a power of two. */
  private static double wide(double room, double bound) {
    return Math.scalb(1.0, (int) Math.floor(room) - Math.getExponent(bound) - 1);
  }

  /** What {@link #scale()} is in a ring of these parameters. */
  public static double scale(CkksParameters parameters) {
    return Math.scalb(1.0, parameters.scaleBits());
  }

  /**
   * Scale of what errors are multiplied with, at {@value #LIMBS} limbs: the prime that this takes,
   * so that products have the scale of what is multiplied.
   */
  public static double factorScale(long[] primes) {
    return primes[LIMBS - 1];
  }

  /** Scale of the first layer's gradient. */
  public double hiddenGradientScale() {
    return scale * ROW_SCALE;
  }

  /** All refreshes of an iteration, in its order. */
  public List<Refreshed> refreshes() {
    return List.of(toSlots, outputs, toCoefficients, hidden, output);
  }

  /** Why the masks do not fit; null where they do. */
  private @Nullable PlanException withoutRoom(long[] primes, int providers) {
    for (Refreshed refresh : refreshes()) {
      double most = log2(primes, refresh.limbsIn()) - 1 - log2(providers);
      if (refresh.maskBits() > most) {
        return new PlanException(
            "cannot plan a network: the masks of so many providers have no room, expected at most "
                + (int) Math.floor(most)
                + " bits for "
                + providers
                + " providers, got "
                + refresh.maskBits());
      }
    }
    return null;
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
