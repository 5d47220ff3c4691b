package parley.mhe.protocol;

import parley.mhe.ckks.CkksContext;

/**
 * Standard deviations of the noise in one coefficient, for {@link Smudging}. All are heuristic in
 * the usual way: errors are independent, secrets ternary with variance 2/3 a provider. The formulas
 * are those of Cheon, Kim, Kim and Song, <a href="https://eprint.iacr.org/2016/421">ePrint
 * 2016/421</a>, with a key that is the sum of N. Stateless, thread-safe.
 */
public final class NoiseBounds {
  /** Standard deviation of a small error. */
  public static final double ERROR_DEVIATION = 3.2;

  /**
   * How much {@link #margins} raises what its formula gives, which is within a few percent for rows
   * in full use.
   */
  public static final double MARGIN_SAFETY = 2;

  private NoiseBounds() {}

  /** What a {@link SumRefresh} leaves, whatever went in: 3.2 sqrt(N), and the terms' rounding. */
  public static double sumRefresh(int parties) {
    return ERROR_DEVIATION * Math.sqrt(parties);
  }

  /** A fresh encryption under the collective key: 3.2 sqrt(4 n N / 3). */
  public static double freshEncryption(int ringDimension, int parties) {
    return ERROR_DEVIATION * Math.sqrt(4.0 * ringDimension * parties / 3 + 1);
  }

  /** The sum of one fresh encryption of each party. */
  public static double freshSum(int ringDimension, int parties) {
    return sum(freshEncryption(ringDimension, parties), parties);
  }

  /** The sum of so many independent parts of one deviation. */
  public static double sum(double deviation, int count) {
    return deviation * Math.sqrt(count);
  }

  /** The rounding of a rescale: sqrt(n N / 18). */
  public static double rescale(int ringDimension, int parties) {
    return Math.sqrt((double) ringDimension * parties / 18 + 1.0 / 12);
  }

  /**
   * One relinearisation with a key of {@link RelinearisationRoundTwo}, before a rescale: for each
   * digit sqrt(primes n / 12) times the digit's modulus over P times 3.2 N sqrt(4n/3), and the
   * rounding by P.
   */
  public static double relinearisation(CkksContext context, int parties) {
    int dimension = context.parameters().ringDimension();
    double key = ERROR_DEVIATION * parties * Math.sqrt(4.0 * dimension / 3);
    return switching(context, key, parties);
  }

  /** One rotation with a key of {@link RotationKeyGen}. */
  public static double rotation(CkksContext context, int parties) {
    return switching(context, ERROR_DEVIATION * Math.sqrt(parties), parties);
  }

  /** Centred digits times the key's noise, divided by P, and the rounding of that. */
  private static double switching(CkksContext context, double keyDeviation, int parties) {
    int dimension = context.parameters().ringDimension();
    int digitLimbs = (context.limbs() + context.digits() - 1) / context.digits();
    double logSpecial = 0;
    for (long prime : context.specialPrimes()) {
      logSpecial += StrictMath.log(prime);
    }
    long[] primes = context.primes();
    double squares = 0;
    for (int first = 0; first < primes.length; first += digitLimbs) {
      int count = Math.min(digitLimbs, primes.length - first);
      double logDigit = 0;
      for (int limb = first; limb < first + count; limb++) {
        logDigit += StrictMath.log(primes[limb]);
      }
      // The lift of a digit of several primes is a sum of as many uniform parts.
      squares += count * StrictMath.exp(2 * (logDigit - logSpecial));
    }
    double spread = Math.sqrt(squares * dimension / 12) * keyDeviation;
    // Division by several special primes rounds by a sum of as many parts; twice that is a bound.
    double rounding = Math.sqrt(2.0 * context.specialLimbs()) * rescale(dimension, parties);
    return Math.hypot(spread, rounding);
  }

  /**
   * Margins sum_j x_j w_j of encrypted rows and encrypted weights, multiplied, summed, relinearised
   * once and rescaled by one limb, raised by {@link #MARGIN_SAFETY}.
   *
   * @param features how many products are summed
   * @param largestFeature bound on |x_j| in a slot
   * @param weightNorm bound on the Euclidean norm of the weights
   * @param scale scale of rows and weights before the product
   */
  public static double margins(
      CkksContext context,
      int parties,
      int features,
      double largestFeature,
      double weightNorm,
      double scale) {
    int dimension = context.parameters().ringDimension();
    long lastPrime = context.primes()[context.limbs() - 1];
    double fromWeights = scale * largestFeature * Math.sqrt(features) * sumRefresh(parties);
    double fromRows = scale * weightNorm * freshEncryption(dimension, parties);
    double products =
        Math.hypot(Math.hypot(fromWeights, fromRows), relinearisation(context, parties))
            / lastPrime;
    return MARGIN_SAFETY * Math.hypot(products, rescale(dimension, parties));
  }
}
