package parley.fl.protection.encrypted.network.predict;

import java.util.function.Function;
import parley.fl.plan.PlanException;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.fl.protection.encrypted.network.packing.NetworkRing;
import parley.fl.protection.encrypted.network.packing.PatternLayout;
import parley.mhe.ckks.CkksContext;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.protocol.NoiseBounds;

/**
 * Limbs and scales of a prediction, in the ring of eight limbs, and the noise of its answers.
 * Immutable and thread-safe.
 *
 * <pre>
 * rows (8 limbs, 2^96) times W1 (8, 2^100), rescaled by two     u in coefficients: 6, 2^108
 * refresh to slots                                              u: 7, 2^88
 * u (u/2 + 1/2) - 1/2, rescaled by two                          a: 5, 2^89
 * refresh                                                       a: 7, 2^(87 - log2 N)
 * a W2 (7, 2^100), rescaled by two                              parts: 5, 2^(99 - log2 N)
 * refresh to coefficients: sums over the neurons                answers: 3
 * </pre>
 *
 * @param toSlots the refresh of the hidden layer's margins
 * @param again that of its activations
 * @param answers that of the outputs
 * @param deviation bound on the standard deviation of a coefficient's noise in the answers
 */
public record PredictionLevels(
    Refreshed toSlots, Refreshed again, Refreshed answers, double deviation) {
  /** Limbs of rows and weights. */
  public static final int LIMBS = 8;

  /** Scale of the rows. */
  public static final double QUERY_SCALE = 0x1p96;

  /** Limbs of margins, of refreshed activations, and of the answers. */
  public static final int HIDDEN_LIMBS = 7;

  private static final int ANSWER_LIMBS = 3;
  private static final double HIDDEN_SCALE = 0x1p88;

  /**
   * Bound on activations, for |u| up to 22: beyond it masks hide less than 128 bits, 125 where u is
   * at the bound of margins.
   */
  private static final double ACTIVATION_BOUND = 250;

  /** Sizes that the noise is reckoned with: Euclidean norm of the weights towards an output, */
  private static final double OUTPUT_NORM = 8;

  /** slopes and activations of the hidden layer, */
  private static final double SLOPE = 8;

  private static final double ACTIVATION = 8;

  /** and features and weights of the first layer. */
  private static final double INPUT = 4;

  /** How much the noise may be above what follows from these. */
  private static final double RESERVE = 4;

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
    double margins = QUERY_SCALE * NetworkLevels.MODEL_SCALE / primes[7] / primes[6];
    Refreshed toSlots =
        new Refreshed(LIMBS - 2, margins, HIDDEN_LIMBS, HIDDEN_SCALE, NetworkLevels.BOUND);
    double activations = 2 * HIDDEN_SCALE * HIDDEN_SCALE / primes[6] / primes[5];
    Refreshed again =
        widest(
            layout::again,
            new Refreshed(HIDDEN_LIMBS - 2, activations, HIDDEN_LIMBS, 0x1p90, ACTIVATION_BOUND),
            parties);
    double parts = again.scaleOut() * NetworkLevels.MODEL_SCALE / primes[6] / primes[5];
    Refreshed answers =
        widest(
            layout::answers,
            new Refreshed(HIDDEN_LIMBS - 2, parts, ANSWER_LIMBS, 0x1p90, NetworkLevels.BOUND),
            parties);
    double noise = noise(context, layout, parties, again, answers);
    return new PredictionLevels(toSlots, again, answers, noise * answers.scaleOut());
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

  /**
   * Standard deviation of the noise of an answer: of the margins through the slope, of rescaling
   * and refreshing activations, both through the weights, and of these.
   */
  private static double noise(
      CkksContext context,
      PredictionLayout layout,
      int parties,
      Refreshed again,
      Refreshed answers) {
    int n = context.parameters().ringDimension();
    PatternLayout last = layout.network().last();
    double slot = Math.sqrt(n / 2.0);
    double refreshed = NoiseBounds.sumRefresh(parties) + Math.sqrt((parties + 1) / 12.0);
    double rescaled = NoiseBounds.rescale(n, parties);
    double margins = Math.hypot(margins(context, layout, parties), slot * refreshed / HIDDEN_SCALE);
    double activations =
        Math.hypot(
            Math.hypot(SLOPE * margins, slot * rescaled / again.scaleIn()),
            slot * refreshed / again.scaleOut());
    double weights = slot * spread(context, parties, last.places()) / NetworkLevels.MODEL_SCALE;
    double products =
        Math.hypot(
            OUTPUT_NORM * activations, Math.sqrt(last.slots().neurons()) * ACTIVATION * weights);
    double summed = Math.sqrt(last.neuronsPerGroup()) * slot * rescaled / answers.scaleIn();
    return RESERVE * Math.hypot(Math.hypot(products, summed), refreshed / answers.scaleOut());
  }

  /** Of a margin in coefficients: rows times the weights' noise, weights times the rows'. */
  private static double margins(CkksContext context, PredictionLayout layout, int parties) {
    int n = context.parameters().ringDimension();
    double polynomials = layout.polynomials();
    double rows = polynomials * layout.coefficients().stride();
    double weights = polynomials * layout.network().first().length() * layout.shared();
    double fromWeights =
        Math.sqrt(rows * layout.shared())
            * spread(context, parties, layout.network().first().places())
            / NetworkLevels.MODEL_SCALE;
    double fromRows = Math.sqrt(weights) * NoiseBounds.freshEncryption(n, parties) / QUERY_SCALE;
    return INPUT * Math.hypot(fromWeights, fromRows);
  }

  /** Of a coefficient of weights that were taken apart of a packed ciphertext of a refresh. */
  private static double spread(CkksContext context, int parties, int places) {
    double one =
        Math.hypot(NoiseBounds.sumRefresh(parties), NoiseBounds.rotation(context, parties));
    return Math.sqrt(2.0 * places) * one;
  }
}
