package parley.mhe.binding;

import org.bytedeco.javacpp.annotation.Const;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.StdString;
import parley.error.ParleyException;

/**
 * The functions of {@code facade.h}, one to one: same names, handles as {@code long}, polynomials
 * and vectors as primitive arrays. Loading this class loads the native library.
 *
 * <p>A C++ exception arrives as the class that the method declares to throw, {@link
 * ParleyException}, with the native message. Thread safety is each function's own and stated in
 * {@code facade.h}; nothing here holds a lock.
 */
@Platform(value = NativeLibrary.PLATFORM, include = "facade.h", library = "jniparley")
@Namespace("parley")
public final class Native {
  static {
    NativeLibrary.loadAll();
  }

  private Native() {}

  /** Version of the OpenFHE library that was loaded, such as "1.4.2". */
  public static native @StdString String openfheVersion() throws ParleyException;

  /** Version of the C library in use, such as "2.36". */
  public static native @StdString String glibcVersion() throws ParleyException;

  /** What computes on residues modulo primes below 2^47: "AVX2+FMA" or "scalar". */
  public static native @StdString String kernels() throws ParleyException;

  /**
   * The largest prime of {@code bits} bits that is 1 modulo {@code cyclotomicOrder}.
   *
   * @param bits 2 to 60
   * @param cyclotomicOrder twice the ring dimension
   */
  public static native long lastPrime(int bits, int cyclotomicOrder) throws ParleyException;

  /** Fills {@code out} with 64-bit words from this thread's random generator of the library. */
  public static native void drawWords(long[] out, int count) throws ParleyException;

  // ---- streams

  /** Expands {@code key} under {@code label} into {@code count} bytes (BLAKE2Xb). */
  public static native void expand(
      @Const byte[] key, int keyLength, int label, byte[] out, int count) throws ParleyException;

  // ---- rings

  /** Makes or finds the ring of these parameters; the handle counts as one reference to it. */
  public static native long ringOpen(
      int logRingDimension,
      int firstPrimeBits,
      int scaleBits,
      int limbs,
      int digits,
      boolean insecure)
      throws ParleyException;

  /** Gives one reference back. */
  public static native void ringFree(long ring) throws ParleyException;

  /** Number that is equal for two handles if and only if they mean the same ring. */
  public static native long ringIdentity(long ring) throws ParleyException;

  /** Number of special primes P of the key switch. */
  public static native int ringSpecialLimbs(long ring) throws ParleyException;

  /** Number of digits of the key switch as the library made them. */
  public static native int ringDigits(long ring) throws ParleyException;

  /** Highest of 128, 192 and 256 that the parameters reach; 0 below 128. */
  public static native int ringSecurityBits(long ring) throws ParleyException;

  /** All primes, those of Q first, then those of P. */
  public static native void ringPrimes(long ring, long[] out) throws ParleyException;

  /** The 2n-th roots of unity in use, in the order of {@link #ringPrimes}. */
  public static native void ringRoots(long ring, long[] out) throws ParleyException;

  /** Rings alive, counted over all references. */
  public static native int ringsAlive() throws ParleyException;

  // ---- polynomials

  /** Frees a polynomial. */
  public static native void polyFree(long poly) throws ParleyException;

  /** Polynomials alive in this process. */
  public static native long polysAlive() throws ParleyException;

  /** The zero polynomial. */
  public static native long polyZero(long ring, int limbs, boolean extended) throws ParleyException;

  /** a + b. */
  public static native long polyAdd(long a, long b) throws ParleyException;

  /** a - b. */
  public static native long polySubtract(long a, long b) throws ParleyException;

  /** -a. */
  public static native long polyNegate(long a) throws ParleyException;

  /** a b, slot by slot in evaluation form. */
  public static native long polyMultiply(long a, long b) throws ParleyException;

  /** a b + c in one pass. */
  public static native long polyMultiplyAdd(long a, long b, long c) throws ParleyException;

  /** c - a b in one pass. */
  public static native long polySubtractProduct(long a, long b, long c) throws ParleyException;

  /** a times a constant given by its residues, one a limb. */
  public static native long polyMultiplyResidues(long a, @Const long[] residues)
      throws ParleyException;

  /** a plus a constant polynomial given by its residues, one a limb. */
  public static native long polyAddResidues(long a, @Const long[] residues) throws ParleyException;

  /** The first limbs of a; of an extended one those of Q. */
  public static native long polyDrop(long a, int limbs) throws ParleyException;

  /** a(X^g). */
  public static native long polyAutomorphism(long a, int galoisElement) throws ParleyException;

  /** X^exponent a, exponent from 0 to 2n - 1. */
  public static native long polyMonomial(long a, int exponent) throws ParleyException;

  /** Limbs of one digit times P, all others 0. */
  public static native long polyGadget(long a, int digit) throws ParleyException;

  /** Small polynomial mod Q lifted to mod QP. */
  public static native long polyExtend(long a) throws ParleyException;

  /** Sparse polynomial from residues, position-major, limbs a position. */
  public static native long polyOfResidues(
      long ring, int limbs, @Const int[] positions, int count, @Const long[] residues)
      throws ParleyException;

  /** Dense polynomial from n signed little-endian multiword integers. */
  public static native long polyOfWords(
      long ring, int limbs, @Const long[] words, int wordsPerCoefficient) throws ParleyException;

  /** Coefficients at positions, residues position-major. */
  public static native void polyResidues(long a, @Const int[] positions, int count, long[] residues)
      throws ParleyException;

  /** All n coefficients, centred, as signed little-endian multiword integers. */
  public static native void polyCentred(long a, long[] words, int wordsPerCoefficient)
      throws ParleyException;

  /** Limbs in evaluation form, little endian, into {@code out} from {@code offset} on. */
  public static native void polysWrite(@Const long[] polys, int count, byte[] out, int offset)
      throws ParleyException;

  /** The inverse of {@link #polysWrite}; refuses a residue that is not below its prime. */
  public static native void polysRead(
      long ring, int limbs, boolean extended, @Const byte[] in, int offset, int count, long[] polys)
      throws ParleyException;

  /** Divides by the last prime with rounding and drops it. */
  public static native long polyRescale(long a) throws ParleyException;

  /** Sum of x_j w_j. */
  public static native long innerProduct(@Const long[] x, @Const long[] w, int count)
      throws ParleyException;

  /** Sums of x_j w0_j and x_j w1_j in one pass over x. */
  public static native void innerProductPair(
      @Const long[] x, @Const long[] w0, @Const long[] w1, int count, long[] out)
      throws ParleyException;

  /** Sums of products of polynomials of small integers with pairs, in one pass over both. */
  public static native void integerProducts(
      @Const int[] exponents,
      int places,
      boolean inverted,
      @Const int[] values,
      @Const long[] w0,
      @Const long[] w1,
      int count,
      long[] out)
      throws ParleyException;

  // ---- encoding

  /** Encodes real slots at a scale. */
  public static native long encode(
      long ring, @Const double[] slots, int count, double scale, int limbs) throws ParleyException;

  /** Encodes one value into every slot. */
  public static native long encodeConstant(long ring, double value, double scale, int limbs)
      throws ParleyException;

  /** Decodes n/2 real slots. */
  public static native void decode(long a, double scale, double[] slots) throws ParleyException;

  // ---- wide integers

  /**
   * Integers times numerator / 2^shift, rounded, four words each; where one is too large, or -1.
   */
  public static native int wideScale(
      @Const long[] in,
      int words,
      int count,
      @Const long[] numerator,
      int numeratorWords,
      int shift,
      int limitBits,
      long[] out)
      throws ParleyException;

  /** The canonical embedding in fixed point, from the cosines of a quarter of the circle. */
  public static native long wideTransformMake(int logRingDimension, @Const long[] cosines)
      throws ParleyException;

  /** Frees a transform. */
  public static native void wideTransformFree(long transform) throws ParleyException;

  /** Real slots of two polynomials of wide coefficients. */
  public static native void wideSlots(
      long transform, @Const long[] a, @Const long[] b, long[] slotsOfA, long[] slotsOfB)
      throws ParleyException;

  /** Coefficients of two polynomials of real slots, rounded. */
  public static native void wideCoefficients(
      long transform, @Const long[] a, @Const long[] b, int fraction, long[] ofA, long[] ofB)
      throws ParleyException;

  // ---- key switching

  /** Makes a switching key from one extended pair a digit. */
  public static native long keyMake(@Const long[] b, @Const long[] a, int digits)
      throws ParleyException;

  /** The polynomials of a key, all b then all a, as {@link #polysWrite} writes them. */
  public static native void keyWrite(long key, byte[] out, int offset) throws ParleyException;

  /** Frees a switching key. */
  public static native void keyFree(long key) throws ParleyException;

  /** Switches: out[0] + out[1] s = poly s' for the key from s' to s. */
  public static native void keySwitch(long poly, long key, long[] out) throws ParleyException;

  // ---- cross-checks with OpenFHE

  /** Our transform of n residues in place; {@code row} as in {@link #ringPrimes}. */
  public static native void kernelTransform(long ring, int row, boolean forward, long[] residues)
      throws ParleyException;

  /** OpenFHE's transform of n residues in place; {@code row} as in {@link #ringPrimes}. */
  public static native void openfheTransform(long ring, int row, boolean forward, long[] residues)
      throws ParleyException;

  /** OpenFHE's {@link #polyRescale}. */
  public static native long openfheRescale(long a) throws ParleyException;

  /** OpenFHE's {@link #keySwitch}. */
  public static native void openfheKeySwitch(long poly, long key, long[] out)
      throws ParleyException;

  // ---- samplers

  /** Uniform polynomial from a public seed. */
  public static native long sampleUniform(
      long ring, @Const byte[] seed, int limbs, boolean extended) throws ParleyException;

  /** Uniform ternary polynomial. */
  public static native long sampleTernary(
      long ring, @Const byte[] seed, int limbs, boolean extended) throws ParleyException;

  /** Discrete Gaussian polynomial, sigma 3.2. */
  public static native long sampleGaussian(
      long ring, @Const byte[] seed, int limbs, boolean extended) throws ParleyException;

  /** Discrete Gaussian polynomial of large sigma. */
  public static native long sampleWideGaussian(
      long ring, @Const byte[] seed, int limbs, double sigma) throws ParleyException;

  /** The integers of {@link #sampleWideGaussian}, the first {@code count}. */
  public static native void wideGaussianWords(
      @Const byte[] seed, double sigma, int count, long[] words, int wordsPerInteger)
      throws ParleyException;

  /** Uniform signed integers of the given bits, two's complement. */
  public static native void maskWords(
      @Const byte[] seed, int bits, int count, long[] words, int wordsPerInteger)
      throws ParleyException;

  /** The ternary coefficients of a small polynomial, 2 bits each. */
  public static native void ternaryPack(long a, byte[] out) throws ParleyException;

  /** The inverse of {@link #ternaryPack}; refuses anything but -1, 0, 1. */
  public static native long ternaryUnpack(long ring, @Const byte[] in) throws ParleyException;
}
