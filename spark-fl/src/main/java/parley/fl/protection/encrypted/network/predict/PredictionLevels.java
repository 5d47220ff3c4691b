package parley.fl.protection.encrypted.network.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import parley.fl.plan.PlanException;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.fl.protection.encrypted.network.packing.NetworkRing;
import parley.mhe.ckks.CkksContext;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;

/**
 * Limbs and scales of a prediction, in the ring of eight limbs, and the noise of its answers.
 * Immutable and thread-safe. Of three providers, of more the refreshes' scales are less:
 *
 * <pre>
 * rows (8 limbs, 2^104) times W1 (8, 2^100), rescaled by two    u in coefficients: 6, 2^116
 * refresh to slots                                              u: 8, 2^100
 * u (u/2 + 1/2) - 1/2, rescaled by two                          a: 6, 2^113
 * refresh to polynomials of columns                             a: 8, 2^87
 * a times W2 (8, 2^100), rescaled by two, and so on             u in coefficients: 6, 2^99
 * of the last hidden layer: refresh                             a: 7, 2^85
 * a times the last weights (7, 2^100), rescaled by two          parts: 5, 2^97
 * refresh to coefficients: sums over the neurons                answers: 3, 2^86
 * </pre>
 *
 * Without hidden layer the answers are refreshed of u, at 6 limbs.
 *
 * @param hidden of each hidden layer
 * @param answers the refresh of the outputs
 * @param deviation bound on the standard deviation of a coefficient's noise in the answers
 */
public record PredictionLevels(List<Hidden> hidden, Refreshed answers, double deviation) {
  /**
   * The refreshes of a hidden layer.
   *
   * @param toSlots that of its margins
   * @param onward that of its activations
   */
  public record Hidden(Refreshed toSlots, Refreshed onward) {}

  /** Limbs of rows and weights. */
  public static final int LIMBS = 8;

  /** Scale of the rows. */
  public static final double QUERY_SCALE = 0x1p104;

  /** Limbs of activations and weights of the last layer. */
  static final int PATTERN_LIMBS = 7;

  private static final int ANSWER_LIMBS = 3;

  /** The largest scale that a refresh may give, where its map has room for it. */
  private static final double MOST_SCALE = 0x1p100;

  /**
   * Bound on activations, for |u| up to 22: beyond it masks hide less than 128 bits, 125 where u is
   * at the bound of margins.
   */
  private static final double ACTIVATION_BOUND = 250;

  /**
   * The levels of a session.
   *
   * @throws PlanException when the ring is another
   */
  public static PredictionLevels of(CkksContext context, PredictionLayout layout, int parties) {
    long[] primes = context.primes();
    if (NetworkRing.ofLimbs(primes.length) != NetworkRing.PREDICTION) {
      throw new PlanException(
          "cannot plan predictions of a network: the ring is another, expected "
              + LIMBS
              + " limbs, got "
              + primes.length);
    }
    double dropped = (double) primes[7] * primes[6];
    List<Hidden> hidden = new ArrayList<>();
    double scale = QUERY_SCALE;
    for (int layer = 0; layer < layout.hiddenLayers(); layer++) {
      int of = layer;
      double margins = scale * NetworkLevels.MODEL_SCALE / dropped;
      Refreshed toSlots =
          widest(
              factor -> layout.toSlots(of, factor),
              new Refreshed(LIMBS - 2, margins, LIMBS, MOST_SCALE, NetworkLevels.BOUND),
              parties);
      // u (2 scale) times u.
      double activations = 2 * toSlots.scaleOut() * toSlots.scaleOut() / dropped;
      int onwards = layout.isLast(layer) ? PATTERN_LIMBS : LIMBS;
      Refreshed onward =
          widest(
              factor -> layout.onward(of, factor),
              new Refreshed(LIMBS - 2, activations, onwards, MOST_SCALE, ACTIVATION_BOUND),
              parties);
      hidden.add(new Hidden(toSlots, onward));
      scale = onward.scaleOut();
    }
    int limbs = hidden.isEmpty() ? LIMBS : PATTERN_LIMBS;
    double parts = scale * NetworkLevels.MODEL_SCALE / primes[limbs - 1] / primes[limbs - 2];
    Refreshed answers =
        widest(
            layout::answers,
            new Refreshed(limbs - 2, parts, ANSWER_LIMBS, 0x1p90, NetworkLevels.BOUND),
            parties);
    double noise = new PredictionNoise(context, layout, parties).answers(hidden, answers);
    return new PredictionLevels(List.copyOf(hidden), answers, noise * answers.scaleOut());
  }

  /** At the largest scale out that leaves the map enough bits after the point. */
  private static Refreshed widest(
      Function<Factor, ConversionMap> map, Refreshed most, int parties) {
    Refreshed refreshed = most;
    while (!map.apply(factor(refreshed)).hasRoom(refreshed.maskBits(), parties)) {
      refreshed =
          new Refreshed(
              refreshed.limbsIn(),
              refreshed.scaleIn(),
              refreshed.limbsOut(),
              refreshed.scaleOut() / 2,
              refreshed.bound());
    }
    return refreshed;
  }

  /** What brings what goes into a refresh to the scale that comes out. */
  public static Factor factor(Refreshed refreshed) {
    return Factor.of(1, refreshed.scaleIn(), refreshed.scaleOut());
  }
}
