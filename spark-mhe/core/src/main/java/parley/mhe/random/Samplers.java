package parley.mhe.random;

import java.math.BigInteger;
import parley.mhe.binding.Native;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Words;

/**
 * Polynomials and integers that a 32-byte seed determines, by BLAKE2Xb
 * (https://www.blake2.net/blake2x.pdf) under a label of each sampler and limb. {@link #VERSION}
 * changes whenever the same seed gives something else. Stateless, so safe for use by several
 * threads.
 */
public final class Samplers {
  /** Version of all samplers together. */
  public static final int VERSION = 1;

  /** Standard deviation of {@link #gaussian}. */
  public static final double SIGMA = 3.2;

  /** Least deviation of {@link #wideGaussian}. */
  public static final double MIN_WIDE_SIGMA = 0x1p10;

  /** Largest deviation of {@link #wideGaussian}. */
  public static final double MAX_WIDE_SIGMA = 0x1p200;

  private Samplers() {}

  /**
   * A uniform polynomial of a public seed, limb by limb from streams of their own: dropping limbs
   * gives the expansion at fewer limbs. Unbiased by rejection; no evaluation is zero.
   */
  public static Polynomial uniform(CkksContext c, byte[] publicSeed, int limbs, boolean extended) {
    byte[] seed = Seed.of(publicSeed).alive();
    return Polynomial.fromNative(
        c, limbs, extended, ring -> Native.sampleUniform(ring, seed, limbs, extended));
  }

  /** Coefficients uniform in {-1, 0, 1}, the same whatever the limbs. */
  public static Polynomial ternary(CkksContext c, Seed seed, int limbs, boolean extended) {
    return Polynomial.fromNative(
        c, limbs, extended, ring -> Native.sampleTernary(ring, seed.alive(), limbs, extended));
  }

  /** Coefficients from the discrete Gaussian of sigma 3.2, the same whatever the limbs. */
  public static Polynomial gaussian(CkksContext c, Seed seed, int limbs, boolean extended) {
    return Polynomial.fromNative(
        c, limbs, extended, ring -> Native.sampleGaussian(ring, seed.alive(), limbs, extended));
  }

  /**
   * Coefficients from a discrete Gaussian of sigma (at least; larger by less than 2^-9) in [2^10,
   * 2^200], mod Q_limbs, as an exact convolution of narrow ones (Micciancio and Walter,
   * https://eprint.iacr.org/2017/259).
   */
  public static Polynomial wideGaussian(CkksContext c, Seed seed, int limbs, double sigma) {
    checkSigma(sigma);
    return Polynomial.fromNative(
        c, limbs, false, ring -> Native.sampleWideGaussian(ring, seed.alive(), limbs, sigma));
  }

  /** The first {@code count} integers of {@link #wideGaussian}. */
  public static BigInteger[] wideGaussianIntegers(Seed seed, double sigma, int count) {
    checkSigma(sigma);
    // 14 sigma is beyond the samplers' tails.
    int words = (Math.getExponent(sigma) + 6) / Long.SIZE + 1;
    long[] out = new long[count * words];
    Native.wideGaussianWords(seed.alive(), sigma, count, out, words);
    return Words.toIntegers(out, words);
  }

  /**
   * Signed integers uniform in [-2^(bits-1), 2^(bits-1)), in two's complement, {@link
   * #wordsPerMask} little-endian words each.
   */
  public static long[] maskWords(Seed seed, int bits, int count) {
    if (bits < 1 || bits > 4096) {
      throw new IllegalArgumentException("cannot draw masks: expected 1 to 4096 bits, got " + bits);
    }
    int words = wordsPerMask(bits);
    long[] out = new long[count * words];
    Native.maskWords(seed.alive(), bits, count, out, words);
    return out;
  }

  /** Words of one mask: ceil(bits / 64) + 1. */
  public static int wordsPerMask(int bits) {
    return (bits + Long.SIZE - 1) / Long.SIZE + 1;
  }

  /** {@link #maskWords} as integers. */
  public static BigInteger[] masks(Seed seed, int bits, int count) {
    return Words.toIntegers(maskWords(seed, bits, count), wordsPerMask(bits));
  }

  /**
   * Checks the random streams: one seed gives one stream, two seeds and two threads give different
   * ones, and the library's own generator differs between threads.
   *
   * @throws parley.error.ParleyException if one of them does not hold
   */
  public static void selfTest() {
    StreamCheck.run();
  }

  private static void checkSigma(double sigma) {
    if (!(sigma >= MIN_WIDE_SIGMA && sigma <= MAX_WIDE_SIGMA)) {
      throw new IllegalArgumentException(
          "cannot sample: expected sigma from 2^10 to 2^200, got " + sigma);
    }
  }
}
