package parley.mhe.protocol;

import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.random.Samplers;
import parley.mhe.random.Seed;

/**
 * How much noise every provider adds to what it lets others decrypt. Immutable, thread-safe.
 *
 * <p>sigma = 2^(s-1) sqrt(tau k) sigma_ct, a Gaussian over the integers: what the noise of the
 * ciphertext tells about the honest provider's key then shows with a statistical distance of 2^-s
 * at most over all openings (Pinsker's inequality; the question is that of Li, Micciancio, Schultz
 * and Sorrell, <a href="https://eprint.iacr.org/2022/816">ePrint 2022/816</a>; sampled by
 * convolution after Micciancio and Walter, <a href="https://eprint.iacr.org/2017/259">ePrint
 * 2017/259</a>). Every provider adds all of it, since the others may collude. The error of a slot
 * is then sigma sqrt(N n / 2) over the scale: at a scale of 2^45 more than any result, so refresh
 * to 2^90 before anything is opened.
 *
 * @param statisticalBits s, at least 40
 * @param openings tau, the decryptions and key switches that the plan allows
 * @param coefficients k, how many numbers a share carries: n for a polynomial
 * @param ciphertextDeviation sigma_ct, a bound on the standard deviation of a coefficient's noise,
 *     see {@link NoiseBounds}
 * @param leastDeviation what sigma is at least, whatever the rule gives; 0 for the rule alone. See
 *     {@link Flood}
 */
public record Smudging(
    int statisticalBits,
    long openings,
    int coefficients,
    double ciphertextDeviation,
    double leastDeviation) {
  /** s unless another is asked for; less is refused. */
  public static final int DEFAULT_STATISTICAL_BITS = 40;

  private static final double LEAST_DEVIATION = 0x1p10;
  private static final double MOST_DEVIATION = 0x1p200;

  /**
   * @throws ProtocolException when a number is out of range
   */
  public Smudging {
    if (statisticalBits < DEFAULT_STATISTICAL_BITS || statisticalBits > 128) {
      throw refuse(
          "too little or too much noise, expected s from "
              + DEFAULT_STATISTICAL_BITS
              + " to 128, got "
              + statisticalBits);
    }
    if (openings < 1 || coefficients < 1) {
      throw refuse(
          "nothing is opened, expected at least 1 opening of 1 coefficient, got "
              + openings
              + " and "
              + coefficients);
    }
    if (!(ciphertextDeviation > 0)
        || deviation(statisticalBits, openings, coefficients, ciphertextDeviation)
            > MOST_DEVIATION) {
      throw refuse(
          "the ciphertext's noise is out of range, expected more than 0 and less than the sampler's"
              + " 2^200, got "
              + ciphertextDeviation);
    }
    if (!(leastDeviation >= 0 && leastDeviation <= MOST_DEVIATION)) {
      throw refuse(
          "the least noise is out of range, expected 0 to the sampler's 2^200, got "
              + leastDeviation);
    }
  }

  /** s = 40 and one opening. */
  public static Smudging of(int coefficients, double ciphertextDeviation) {
    return of(1, coefficients, ciphertextDeviation);
  }

  /** s = 40. */
  public static Smudging of(long openings, int coefficients, double ciphertextDeviation) {
    return new Smudging(DEFAULT_STATISTICAL_BITS, openings, coefficients, ciphertextDeviation, 0);
  }

  /** The same with at least that deviation. */
  public Smudging atLeast(double deviation) {
    return new Smudging(statisticalBits, openings, coefficients, ciphertextDeviation, deviation);
  }

  /** sigma, the standard deviation of a provider's smudging in each coefficient. */
  public double deviation() {
    double rule = deviation(statisticalBits, openings, coefficients, ciphertextDeviation);
    return Math.max(LEAST_DEVIATION, Math.max(leastDeviation, rule));
  }

  private static double deviation(int bits, long openings, int coefficients, double ciphertext) {
    return Math.scalb(Math.sqrt((double) openings * coefficients) * ciphertext, bits - 1);
  }

  /**
   * Standard deviation of a slot's error after so many providers have smudged.
   *
   * @param scale scale of what is opened
   */
  public double slotError(int ringDimension, int parties, double scale) {
    return deviation() * Math.sqrt(0.5 * parties * ringDimension) / scale;
  }

  /**
   * Refuses a modulus that the message and all the noise would wrap.
   *
   * @param largestCoefficient bound on the message's coefficients, at its scale
   * @throws ProtocolException when it would
   */
  public void requireRoom(CkksContext context, int limbs, int parties, double largestCoefficient) {
    double room = Math.scalb(context.modulus(limbs).doubleValue(), -1);
    double needed = largestCoefficient + 16 * deviation() * Math.sqrt(parties);
    if (!(largestCoefficient > 0) || !(needed < room)) {
      throw new ProtocolException(
          "cannot open a ciphertext: too few limbs for the message and its smudging, expected more"
              + " than "
              + (MaskRule.ceilLog2(Math.max(needed, 1)) + 1)
              + " bits, got "
              + context.modulus(limbs).bitLength()
              + " in "
              + limbs
              + " limbs");
    }
  }

  void requireCovers(int sentCoefficients) {
    if (coefficients < sentCoefficients) {
      throw refuse(
          "more numbers are sent than it counts, expected k of at least "
              + sentCoefficients
              + ", got "
              + coefficients);
    }
  }

  Polynomial sample(CkksContext context, Seed seed, int limbs) {
    return Samplers.wideGaussian(context, seed, limbs, deviation());
  }

  /**
   * The seed of the smudging of c1. It depends on c1 and on the noise alone, not on the place:
   * whatever round or attempt names the same c1, it gets the very same noise.
   */
  static Seed seed(
      PartySecrets secrets,
      byte[] sessionId,
      byte[] inputHash,
      Smudging smudging,
      int[] positions) {
    byte[] content =
        new WireWriter()
            .add("parley/smudging/1")
            .add(sessionId)
            .add(inputHash)
            .add(smudging.toBytes())
            .add(positions)
            .sha256();
    return ShareSeeds.of(secrets, content).seed("smudging");
  }

  byte[] toBytes() {
    WireWriter out =
        new WireWriter()
            .add(statisticalBits)
            .add(openings)
            .add(coefficients)
            .add(ciphertextDeviation);
    // Left out where it is 0, so that a ciphertext's noise is what it was before there was one.
    return (leastDeviation > 0 ? out.add(leastDeviation) : out).toBytes();
  }

  void writeTo(WireWriter out) {
    out.add(statisticalBits)
        .add(openings)
        .add(coefficients)
        .add(ciphertextDeviation)
        .add(leastDeviation);
  }

  static Smudging readFrom(WireReader in) {
    int bits = in.integer("statistical bits");
    long openings = in.longInteger("openings");
    int coefficients = in.integer("coefficients");
    double ciphertext = in.number("deviation of the ciphertext");
    return new Smudging(bits, openings, coefficients, ciphertext, in.number("least deviation"));
  }

  private static ProtocolException refuse(String reason) {
    return new ProtocolException("cannot choose smudging: " + reason);
  }
}
